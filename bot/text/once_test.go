package text_test

import (
	"sync"

	"echowall/flows/procedure"
	"echowall/locales"
)

// What all tests read and none changes is read once.
var (
	ownMethods = sync.OnceValues(procedure.Default)
	catalogue  = sync.OnceValues(locales.Load)
)
