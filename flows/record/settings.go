package record

import ()

// noCountry is the word for no public holidays at all.
const NoCountry = "none"
