// Package methods looks after the procedures by which communities work, as the operator keeps them in a folder: that
// those in use are there, that what changes in the folder is taken while the bot runs, and, for the command procedure,
// that a file is right.
package methods
