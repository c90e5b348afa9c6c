// Package talk is the conversation with people: what was said, to what it answers, and what is still asked. It
// turns a message or the press of a button into a command, keeps the dialogs in which the rest of a command is
// asked for, and words the answer to whoever spoke. What is typed, pressed and answered is read by package
// dialog, which it stands on.
//
// It decides nothing and carries nothing out: the engine in package flows, its only caller, hands it what
// somebody said, lets the domain decide on the command, and hands it what follows. It is as pure as the
// subjects: what it keeps, it keeps in records of the community that are outside the journal.
package talk
