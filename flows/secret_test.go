package flows_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"echowall/flows"
	"echowall/flows/community"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/storage"
	"echowall/storage/archive"
	"echowall/storage/boltdb"
	"echowall/storage/redisdb"
	"echowall/storage/vault"
)

// polling is a village that votes in secret, on a store whose files can be looked into. Nothing is delivered: whatever was to be told
// still lies in the outbox.
type polling struct {
	t       *testing.T
	store   storage.Store
	methods *procedure.Book
	engine  *flows.Engine
	vault   *vault.Folder
	codes   int
	log     bytes.Buffer
	// receipts are those a voter was given, in order; choices what the voter said with each.
	receipts, choices map[int64][]string
}

const hall storage.ID = "hall"

// voters are the council: their ids stand nowhere else.
func voters() []flows.User {
	var all []flows.User
	for i := range int64(6) {
		all = append(all, flows.User{ID: 81000001 + i, Name: fmt.Sprintf("Voter %c", 'A'+i), Username: fmt.Sprintf("voter%c", 'a'+i), Language: "en"})
	}
	return all
}

func newPolling(t *testing.T, store storage.Store) *polling {
	t.Helper()
	methods, err := procedure.Load(fstest.MapFS{"lane.yaml": {Data: []byte(method)}})
	if err != nil {
		t.Fatal(err)
	}
	keys, err := vault.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := &polling{t: t, store: store, methods: methods, vault: keys, receipts: map[int64][]string{}, choices: map[int64][]string{}}
	p.engine = flows.New(flows.Config{
		Store: store, Methods: methods, Words: words(), Clock: &clock{at: morning}, Log: slog.New(slog.NewTextHandler(&p.log, nil)),
		Code: p.code, Poke: func(storage.ID, uint64) {}, Vault: keys,
	})
	t.Cleanup(p.engine.Close)
	return p
}

// code is a word that stands out among bytes.
func (p *polling) code() string {
	p.codes++
	return fmt.Sprintf("QZ%04dXKCD", p.codes)
}

// says lets somebody speak in private, or press a button in the group.
func (p *polling) says(u flows.User, text string, more ...func(*flows.Input)) flows.Reply {
	p.t.Helper()
	code := p.code()
	in := flows.Input{
		ID: "u" + strconv.Itoa(p.codes), At: morning, Code: code, User: u, Message: p.codes, Chat: flows.Chat{ID: u.ID, Private: true},
	}
	if line, ok := strings.CutPrefix(text, "/"); ok {
		in.Line = line
	} else {
		in.Text = text
	}
	for _, change := range more {
		change(&in)
	}
	reply, err := p.engine.Do(p.t.Context(), hall, in)
	if err != nil {
		p.t.Fatalf("%s: %v", text, err)
	}
	return reply
}

// votes casts a vote and keeps the receipt that the voter is handed.
func (p *polling) votes(u flows.User, choice string, more ...func(*flows.Input)) {
	p.t.Helper()
	reply := p.says(u, "/vote 1.1 "+choice, more...)
	if len(reply.Whispers) != 1 {
		p.t.Fatalf("voter %d was handed %+v", u.ID, reply)
	}
	receipt := *reply.Whispers[0].Message.Args["Receipt"].Text
	p.receipts[u.ID], p.choices[u.ID] = append(p.receipts[u.ID], receipt), append(p.choices[u.ID], choice)
}

func inGroup(in *flows.Input)  { in.Chat = flows.Chat{ID: lane} }
func pressing(in *flows.Input) { in.Press = true }

// opened takes a case to its secret ballot.
func (p *polling) opened(all []flows.User) {
	p.t.Helper()
	boss := all[0]
	p.says(boss, "/setup lane en UTC", inGroup, func(in *flows.Input) { in.Admin = true })
	var door string
	err := flows.Read(p.t.Context(), p.store, p.methods, hall, func(s *community.State) error { door = s.Head().Door; return nil })
	if err != nil {
		p.t.Fatal(err)
	}
	for _, u := range all {
		p.says(u, "/start "+door)
		p.says(boss, "/appoint member @"+u.Username)
	}
	p.says(boss, "/raise The lamp at the well is dark")
	p.says(boss, "/screen 1 accept small")
	p.says(boss, "/resolve 1 A The lamp is mended")
	if b := p.ballot(); b != "" {
		p.t.Fatalf("the ballot ended as %s", b)
	}
}

// ballot is how the ballot ended; "" while it is open.
func (p *polling) ballot() (result string) {
	p.t.Helper()
	err := flows.Read(p.t.Context(), p.store, p.methods, hall, func(s *community.State) error {
		result = string(s.Ballot("1.1").Result)
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return result
}

// backup is everything the store holds, as a file, unpacked.
func (p *polling) backup() []byte {
	p.t.Helper()
	var out bytes.Buffer
	if err := archive.Write(p.t.Context(), &out, p.store, archive.About{At: morning}); err != nil {
		p.t.Fatal(err)
	}
	unpack, err := gzip.NewReader(&out)
	if err != nil {
		p.t.Fatal(err)
	}
	raw, err := io.ReadAll(unpack)
	if err != nil {
		p.t.Fatal(err)
	}
	return raw
}

// tellTale finds a choice beside the name of a field, as a record, an event or a letter would hold it.
var tellTale = regexp.MustCompile(`(?i)(choice|choices|text|given|s)\\*"[: ]+\\*"(choice\.)?(yes|no|abstain)\\*"`)

// TestNothingLinksAVoterToASecretVote votes in secret in every way there is, changes votes, lets one ask and be asked again, and backs
// up in the middle. Then it searches the bytes of everything there is for what was voted, for receipts, and for the key: before the
// close, after it, and after voters have checked their receipts.
func TestNothingLinksAVoterToASecretVote(t *testing.T) {
	for name, open := range map[string]func(*testing.T) (storage.Store, func() map[string][]byte){"bolt": onBolt, "redis": onRedis} {
		t.Run(name, func(t *testing.T) {
			store, files := open(t)
			p := newPolling(t, store)
			all := voters()
			p.opened(all)
			p.votes(all[0], "yes")
			p.votes(all[1], "no", pressing, inGroup)
			p.votes(all[2], "yes")
			p.votes(all[2], "no", pressing) // the last one counts
			p.votes(all[3], "abstain")
			p.says(all[4], "/vote 1 perhaps yes") // not understood, and asked again
			p.says(all[4], "yes")
			p.says(all[4], "/vote 1.1 yes")
			p.votes(all[4], "yes")
			key := p.key()
			before := files()
			before["backup"], before["log"] = p.backup(), p.log.Bytes()
			p.searched(before, key, 0)

			p.votes(all[5], "yes") // the last: the ballot is closed and counted
			if got := p.ballot(); got != "rejected" {
				t.Fatalf("3 of 6 in favour, 2 against, 1 abstained: %q", got)
			}
			p.checked(all)
			after := files()
			after["backup"], after["log"] = p.backup(), p.log.Bytes()
			p.searched(after, key, 1)
			if names, err := p.vault.Names(); err != nil || len(names) != 0 {
				t.Errorf("keys are left: %v, %v", names, err)
			}
			if _, err := flows.Verify(context.Background(), store, p.methods, hall); err != nil {
				t.Error(err)
			}
		})
	}
}

// key is what opens the ballot, as it lies in the vault.
func (p *polling) key() []byte {
	p.t.Helper()
	key, err := p.vault.Get(string(hall) + "_1.1")
	if err != nil || len(key) != 32 {
		p.t.Fatalf("the key of the ballot is %v, %v", key, err)
	}
	return key
}

// checked lets every voter check the receipt of their last vote, and finds that a replaced one is worth nothing.
func (p *polling) checked(all []flows.User) {
	p.t.Helper()
	for _, u := range all {
		receipts, choices := p.receipts[u.ID], p.choices[u.ID]
		for i, receipt := range receipts {
			reply := p.says(u, "/receipt "+receipt)
			if i < len(receipts)-1 {
				if len(reply.Whispers) != 0 {
					p.t.Errorf("the receipt %s of a vote that was replaced is counted", receipt)
				}
				continue
			}
			want := say.Msg("choice." + choices[i])
			if len(reply.Whispers) != 1 || reply.Whispers[0].Message.Args["Choice"].Msg.ID != want.Msg.ID {
				p.t.Errorf("%s voted %s; the receipt says %+v", u.Name, choices[i], reply.Whispers)
			}
		}
	}
	p.says(all[1], "/receipt")
	p.says(all[1], strings.ToLower(p.receipts[all[1].ID][0])) // asked for, and answered
}

// searched looks through bytes. counted is how often, at least, the receipts of votes that were counted must stand there: in the list
// that is published, and nowhere beside a voter, so all equally often.
func (p *polling) searched(files map[string][]byte, key []byte, counted int) {
	p.t.Helper()
	for name, raw := range files {
		if m := tellTale.Find(raw); m != nil && counted == 0 {
			p.t.Errorf("%s: %q tells a vote", name, m)
		}
		for _, form := range [][]byte{key, []byte(hex.EncodeToString(key)), []byte(base64.StdEncoding.EncodeToString(key))} {
			if bytes.Contains(raw, form) {
				p.t.Errorf("%s holds the key of the ballot", name)
			}
		}
		want := -1
		for voter, receipts := range p.receipts {
			for i, receipt := range receipts {
				n := bytes.Count(bytes.ToUpper(raw), []byte(receipt))
				last := i == len(receipts)-1 && counted > 0 && name != "log"
				switch {
				case !last && n > 0:
					p.t.Errorf("%s holds the receipt %s of voter %d", name, receipt, voter)
				case last && n < counted && (name == "echowall.db" || name == "dump.rdb" || name == "backup"):
					p.t.Errorf("%s does not hold the receipt %s", name, receipt)
				case last && want >= 0 && n != want:
					p.t.Errorf("%s holds one receipt %d times and another %d times", name, want, n)
				}
				if last {
					want = n
				}
			}
		}
	}
}

// onBolt is a store in one file. The raw file has its free pages, with what was there before.
func onBolt(t *testing.T) (storage.Store, func() map[string][]byte) {
	path := filepath.Join(t.TempDir(), "echowall.db")
	store, err := boltdb.Open(path, boltdb.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store, func() map[string][]byte { return filesIn(t, filepath.Dir(path)) }
}

// onRedis is a server that writes down every command and, when asked, all its data, without compressing them.
func onRedis(t *testing.T) (storage.Store, func() map[string][]byte) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	_ = l.Close()
	dir := t.TempDir()
	server := exec.Command("redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "yes",
		"--aof-use-rdb-preamble", "no", "--rdbcompression", "no", "--daemonize", "no")
	if err := server.Start(); err != nil {
		t.Fatalf("install the package redis-server, as .ci/deps does: %v", err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	answers := func() bool {
		c, err := net.DialTimeout("tcp", "127.0.0.1:"+port, time.Second)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	}
	for deadline := time.Now().Add(20 * time.Second); !answers(); {
		if time.Now().After(deadline) {
			t.Fatal("redis-server does not answer")
		}
	}
	store, err := redisdb.Open(t.Context(), "redis://127.0.0.1:"+port+"/0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store, func() map[string][]byte {
		if out, err := exec.Command("redis-cli", "-p", port, "SAVE").CombinedOutput(); err != nil {
			t.Fatalf("SAVE: %s: %v", out, err)
		}
		files := filesIn(t, dir)
		if len(files) < 2 {
			t.Fatalf("expected an append-only file and a dump, found %d files", len(files))
		}
		return files
	}
}

// filesIn reads all files of a folder and those below it.
func filesIn(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files[filepath.Base(path)], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestWithoutItsKeyABallotIsHeldAgain takes the key away, as it is away when a backup is restored: the votes are lost and said to be.
func TestWithoutItsKeyABallotIsHeldAgain(t *testing.T) {
	v := deliberated(t)
	v.private(chen, "/resolve 1 A The lamp is mended")
	v.press(wu, "vote 1.1 yes", alone)
	v.must(v.vault.Drop("willow_1.1"))
	v.clock.pass(4 * 24 * time.Hour)
	v.news = nil
	v.tick("case:1")
	if !strings.Contains(strings.Join(v.heard(), " "), "echo.ballot_lost") {
		t.Errorf("heard %q", v.heard())
	}
	v.expect(v.private(chen, "/resolve 1 A The lamp is mended"), "receipt.ballot_opened")
}

// TestKeysOfClosedBallotsAreSweptAway finds the key of a ballot that was closed by a program that died before it could destroy it.
func TestKeysOfClosedBallotsAreSweptAway(t *testing.T) {
	v := deliberated(t)
	v.adopt()
	v.private(wang, "/raise The bus comes too late for school")
	v.private(chen, "/screen 2 accept small")
	v.private(chen, "/resolve 2 A The bus leaves at seven")
	v.must(v.vault.Put("willow_1.1", []byte("left over")))
	v.must(v.vault.Put("willow_9.9", []byte("of no ballot yet")))
	v.must(v.engine.Sweep(context.Background()))
	names, err := v.vault.Names()
	v.must(err)
	if got := strings.Join(names, " "); strings.Contains(got, "willow_1.1") || !strings.Contains(got, "willow_2.1") || !strings.Contains(got, "willow_9.9") {
		t.Errorf("after the sweep the vault has %s", got)
	}
}
