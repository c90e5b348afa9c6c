// Package doctor looks at everything the bot needs, and says of each thing in one line that it is well, or what is
// wrong and how to mend it: the settings, Telegram, the store, the chats and whose they are, the messages that wait,
// dead letters, the vault. It changes nothing but what it is told to do again, and the chat that it is told to mend. It
// is the command doctor.
package doctor
