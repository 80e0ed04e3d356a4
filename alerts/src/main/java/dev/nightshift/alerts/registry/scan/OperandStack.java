package dev.nightshift.alerts.registry.scan;

import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The operand stack of a method that is read; a value of two slots is one entry. */
final class OperandStack {
    private final List<Value> values = new ArrayList<>();

    OperandStack copy() {
        OperandStack copy = new OperandStack();
        copy.values.addAll(values);
        return copy;
    }

    void push(Value value) {
        values.add(value);
    }

    Value pop() {
        return values.isEmpty() ? Value.Unknown.NARROW : values.removeLast();
    }

    void drop(int count) {
        for (int i = 0; i < count; i++) {
            pop();
        }
    }

    List<Value> popAll(int count) {
        List<Value> popped = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            popped.add(pop());
        }
        Collections.reverse(popped);
        return popped;
    }

    /** What it can be where two ways meet. */
    void merge(OperandStack other) {
        for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
            values.set(i, Value.either(values.get(i), other.values.get(i)));
        }
    }

    void rearrange(Opcode how) {
        switch (how) {
            case POP -> pop();
            case POP2 -> {
                if (!isWide(pop())) {
                    pop();
                }
            }
            case SWAP -> insert(1, 1);
            case DUP -> duplicate(1, 0);
            case DUP_X1 -> duplicate(1, 1);
            case DUP_X2 -> duplicate(1, below(1));
            case DUP2 -> duplicate(pair(), 0);
            case DUP2_X1 -> duplicate(pair(), 1);
            case DUP2_X2 -> duplicate(pair(), below(pair()));
            default -> throw new IllegalArgumentException(how.toString());
        }
    }

    private int pair() {
        return isWide(peek(0)) ? 1 : 2;
    }

    private int below(int top) {
        return isWide(peek(top)) ? 1 : 2;
    }

    private Value peek(int depth) {
        int index = values.size() - 1 - depth;
        return index < 0 ? Value.Unknown.NARROW : values.get(index);
    }

    private void insert(int top, int skipped) {
        List<Value> moved = popAll(top);
        List<Value> under = popAll(skipped);
        values.addAll(moved);
        values.addAll(under);
    }

    private void duplicate(int top, int skipped) {
        List<Value> copied = popAll(top);
        List<Value> under = popAll(skipped);
        values.addAll(copied);
        values.addAll(under);
        values.addAll(copied);
    }

    private static boolean isWide(Value value) {
        return value == Value.Unknown.WIDE;
    }
}
