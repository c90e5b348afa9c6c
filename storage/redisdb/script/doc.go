// Package script is all that ever runs on the server, and how to read what it answers.
//
// Each script is a file in Lua, which begins with the keys it takes (KEYS), its arguments (ARGV) and what it returns.
// Scripts that are about a community take the keys that layout.Keyspace.Home lists, in its order. None depends on
// anything but these and the server's clock, and each may run twice with the same arguments: its answer may have been
// lost.
//
// It does not run them, nor try again; package redisdb does, and has what they return read here.
package script
