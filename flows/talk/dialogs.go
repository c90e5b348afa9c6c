package talk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"echowall/flows/form"
	"echowall/flows/permission"
	"echowall/flows/record"
)

// patience is how long a question waits for its answer.
const patience = 30 * time.Minute

// openDialog is a command that waits for the rest of what it needs. It is kept outside the journal and leaves no trace.
type openDialog struct {
	ID     string          `json:"id"`
	Verb   permission.Verb `json:"verb"`
	Values form.Values     `json:"values"`
	Field  form.Field      `json:"field"`
	Wish   bool            `json:"wish,omitempty"`
	Photos []string        `json:"photos,omitempty"`
	Album  string          `json:"album,omitempty"`
	// Source is the message the command began with; 0 where it began in another chat.
	Source int       `json:"source,omitempty"`
	Until  time.Time `json:"until"`
}

const dialogPrefix = "x:dialog:"

func dialogKey(user, chat int64) string {
	return dialogPrefix + strconv.FormatInt(user, 10) + ":" + strconv.FormatInt(chat, 10)
}

// IsDialog tells whether a key is that of a dialog, which is named after its user.
func IsDialog(key string) bool { return strings.HasPrefix(key, dialogPrefix) }

// WaitsUntil is when the patience of a dialog ends; zero when there is none under the key.
func WaitsUntil(s *record.Records, key string) time.Time {
	if d := record.Extra[openDialog](s, key); d != nil {
		return d.Until
	}
	return time.Time{}
}

// TimeOut deletes a question that has waited too long, and tells whether it did: a time-out leaves no trace.
func TimeOut(s *record.Records, key string, at time.Time) bool {
	d := record.Extra[openDialog](s, key)
	if d == nil || d.Until.After(at) {
		return false
	}
	record.DropExtra(s, key)
	return true
}

// dialogs are the questions that wait for one person in one chat: there is one at most.
type dialogs struct {
	records *record.Records
	key     string
	at      time.Time
}

// waiting is the question that waits; nil when there is none, or it has waited too long.
func (q dialogs) waiting() *openDialog {
	d := record.Extra[openDialog](q.records, q.key)
	if d == nil || !d.Until.After(q.at) {
		return nil
	}
	return d
}

// ofAlbum is the question that waits, where a message of this album began it.
func (q dialogs) ofAlbum(album string) *openDialog {
	if d := q.waiting(); d != nil && d.Album == album {
		return d
	}
	return nil
}

// add adds photos to what waits for its answer.
func (q dialogs) add(waits *openDialog, photos []string) {
	d := *waits
	d.Photos = slices.Concat(d.Photos, photos)
	record.SetExtra(q.records, q.key, &d)
}

// close takes away the question that waits, or has waited too long, and tells whether there was one.
func (q dialogs) close() bool {
	if record.Extra[openDialog](q.records, q.key) == nil {
		return false
	}
	record.DropExtra(q.records, q.key)
	return true
}
