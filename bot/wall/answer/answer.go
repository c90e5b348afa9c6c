// Package answer holds what the wall answers with, as it is kept between requests: bytes with their type, a tag by
// which a reader knows them again, and the same compressed. It knows nothing of communities; package wall and those
// below it make answers.
package answer

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"sync"
	"time"
)

// Answer is what was made.
type Answer struct {
	Kind string // content type
	Body []byte
}

// New is an answer of a content type.
func New(kind string, body []byte) Answer { return Answer{kind, body} }

// Made is an answer as it is kept.
type Made struct {
	Answer
	Etag string
	// Version is that of what it tells of, for whoever keeps it.
	Version uint64
	Expires time.Time
	once    sync.Once
	zipped  []byte
}

// keepTime is how long an answer is kept at most: "by 1 July" is not true for ever, nor is a name.
const keepTime = time.Minute

// madeSize is how many bytes an answer takes beside its text.
const madeSize = 512

// Make makes an answer ready to be kept, from now on.
func Make(a Answer, now time.Time) *Made {
	sum := sha256.Sum256(a.Body)
	return &Made{Answer: a, Etag: hex.EncodeToString(sum[:10]), Expires: now.Add(keepTime)}
}

// Weight is how many bytes it may take: what is compressed later is no longer than the answer.
func (m *Made) Weight() int { return 2*len(m.Body) + madeSize }

// Gzipped is the answer compressed, made when it is first asked for; nil where that saves nothing.
func (m *Made) Gzipped() []byte {
	m.once.Do(func() {
		if len(m.Body) < 1<<10 || !strings.HasPrefix(m.Kind, "text/") && !strings.Contains(m.Kind, "xml") &&
			!strings.Contains(m.Kind, "json") {
			return
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write(m.Body) // memory does not fail
		if err == nil && z.Close() == nil && b.Len() < len(m.Body) {
			m.zipped = b.Bytes()
		}
	})
	return m.zipped
}

// Known tells whether one of the tags that a reader has is that of an answer, compressed or not.
func Known(header, etag string) bool {
	for tag := range strings.SplitSeq(header, ",") {
		tag = strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`)
		if tag == "*" || strings.TrimSuffix(tag, "-gz") == etag {
			return true
		}
	}
	return false
}

// JSON is a thing as JSON.
func JSON(body any) (Answer, error) {
	raw, err := json.Marshal(body)
	return Answer{"application/json; charset=utf-8", raw}, err
}
