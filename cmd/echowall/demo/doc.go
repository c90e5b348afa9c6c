// Package demo plays a case from message to close before the eyes of whoever looks: the real bot with a store of its
// own, in a simulated Telegram, on a clock that runs fast. Afterwards one may go on by oneself, at a prompt or on a
// page in the browser, which is the playground. It needs no token and no network. It is the command demo.
package demo
