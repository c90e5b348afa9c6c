package record

import ()

// Support is the record of one supporter; its key says who and of what.
type Support struct{}
