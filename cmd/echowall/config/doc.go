// Package config knows the settings of the program: their names as flags and in the environment, what is right and
// wrong about each, and what it opens: a store, a bot, a vault, an address to listen on.
//
// A command embeds those it takes. What is wrong with one is an [Error], which the operator must mend; it does nothing
// with what it opens.
package config
