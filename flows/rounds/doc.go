// Package rounds is what comes round by itself in a community as a whole: collecting, sessions, digests and other calls
// of the calendar, and how many deliberations a year must see.
package rounds
