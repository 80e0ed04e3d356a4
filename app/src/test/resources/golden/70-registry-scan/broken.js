const a = `never closed
