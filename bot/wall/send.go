package wall

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// made is an answer as it is kept.
type made struct {
	answer
	etag    string
	expires time.Time
	// version is that of the community it tells of.
	version uint64
	once    sync.Once
	zipped  []byte
}

// keepTime is how long an answer is kept at most: "by 1 July" is not true for ever, nor is a name.
const keepTime = time.Minute

// pageMemory is how many bytes of answers are kept of all communities; madeSize is what one takes beside its text.
const (
	pageMemory = 64 << 20
	madeSize   = 512
)

func newMade(a answer, now time.Time) *made {
	sum := sha256.Sum256(a.body)
	return &made{answer: a, etag: hex.EncodeToString(sum[:10]), expires: now.Add(keepTime)}
}

// weight is how many bytes it may take: what is compressed later is no longer than the answer.
func (m *made) weight() int { return 2*len(m.body) + madeSize }

// gzipped is the answer compressed, made when it is first asked for; nil where that saves nothing.
func (m *made) gzipped() []byte {
	m.once.Do(func() {
		if len(m.body) < 1<<10 || !strings.HasPrefix(m.kind, "text/") && !strings.Contains(m.kind, "xml") && !strings.Contains(m.kind, "json") {
			return
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write(m.body) // memory does not fail
		if err == nil && z.Close() == nil && b.Len() < len(m.body) {
			m.zipped = b.Bytes()
		}
	})
	return m.zipped
}

// send answers with what was made, or says that the reader has it already.
func (w *Wall) send(rw http.ResponseWriter, r *http.Request, s *site, m *made) error {
	h := rw.Header()
	if s.door.Load().listed {
		h.Set("Cache-Control", "public, no-cache")
	} else {
		h.Set("Cache-Control", "private, no-cache")
		h.Set("X-Robots-Tag", "noindex, nofollow")
	}
	h.Set("Vary", "Accept-Language, Accept-Encoding")
	body, etag := m.body, `"`+m.etag+`"`
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if z := m.gzipped(); z != nil {
			body, etag = z, `"`+m.etag+`-gz"`
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("ETag", etag)
	if known(r.Header.Get("If-None-Match"), m.etag) {
		h.Del("Content-Encoding")
		rw.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", m.kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = rw.Write(body) // a reader that has gone is no matter
	}
	return nil
}

// known tells whether one of the tags that a reader has is that of an answer, compressed or not.
func known(header, etag string) bool {
	for tag := range strings.SplitSeq(header, ",") {
		tag = strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`)
		if tag == "*" || strings.TrimSuffix(tag, "-gz") == etag {
			return true
		}
	}
	return false
}
