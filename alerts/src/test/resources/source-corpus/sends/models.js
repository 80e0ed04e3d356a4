const reply = await anthropic.messages.create({ model: 'm' });
const said = await chat.calls.create({ to: 'x', from: 'y' });
