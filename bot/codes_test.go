package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/bot/sim/people"
	"echowall/storage"
	"echowall/storage/archive"
)

// codesShown are all codes that the bot has shown to anybody, in a line to be sent, a link or a picture, but for that
// of the door.
func (v *village) codesShown() []string {
	said := regexp.MustCompile(`(?:/bind |/link |\?start=)(X[0-9A-Z]{8,})`)
	var all []string
	for _, e := range v.server.Log() {
		if e.Kind != people.Sent {
			continue
		}
		for _, m := range said.FindAllStringSubmatch(e.Message.Text+fmt.Sprintf(" %+v", e.Message.Buttons), -1) {
			all = append(all, m[1])
		}
	}
	door := v.doorCode()
	all = slices.DeleteFunc(all, func(code string) bool { return code == door })
	slices.Sort(all)
	return slices.Compact(all)
}

// kept is all that somebody gets hold of who takes the file, a backup or the log, and what is in them by itself.
func (v *village) kept() map[string][]byte {
	v.t.Helper()
	all := v.things()
	all["the log"] = []byte(v.log.String())
	var backup bytes.Buffer
	v.must(archive.Write(context.Background(), &backup, v.store, archive.About{At: time.Now(), Program: "test"}))
	all["a backup"] = backup.Bytes()
	raw, err := os.ReadFile(v.path)
	v.must(err)
	all["the file"] = raw
	return all
}

// askForCodes has the office ask for a code of each kind, in private, in the group and by a button, and returns those
// of the pictures.
func (v *village) askForCodes() (pictured []string) {
	v.do("xiuying: /raise The square is dark at night.", "secretary in private: /screen 1 accept small",
		"secretary in private: /schedule 1 tomorrow 19:00 Hall")
	v.do("secretary in private: /invite member", "secretary: /invite expert:light 3 2d",
		"secretary in private: /concern 1",
		"secretary in private: /bind council", "secretary: /bind wall", "secretary in private: /link below",
		"secretary in private: /link", `secretary in private presses "a neighbour"`)
	for _, line := range []string{"secretary in private: /qr M1", "convener: /qr M1"} {
		v.do(line)
		pictured = append(pictured, v.scanned())
	}
	return pictured
}

// TestNobodyWhoReadsTheStoreCanUseACode asks for codes of all kinds, uses some and leaves others, and searches all that
// is kept, the file, a backup, the journal, what is unsent, the directory and the log, for each code that was shown.
func TestNobodyWhoReadsTheStoreCanUseACode(t *testing.T) {
	inVillage(t, func(v *village) {
		pictured := v.askForCodes()
		codes := slices.Concat(v.codesShown(), pictured)
		if len(codes) != 9 || slices.Contains(pictured, "") {
			t.Fatalf("shown were %q, expected one for each of nine lines", codes)
		}
		for _, code := range codes {
			v.do(`baoguo starts through "` + code + `"`)
			v.cast.People["secretary"].Say(v.cast.Group, "/bind "+code)
			v.do("secretary in private: /link " + code)
		}
		time.Sleep(time.Minute)
		v.settle()
		all := v.kept()
		for name, hits := range traces(all, codes) {
			t.Errorf("%s shows %+v", name, hits)
		}
		if found := traces(all, []string{v.door()}); len(found["the file"]) == 0 || len(found["a backup"]) == 0 {
			t.Error("not even the code of the door is found, which is kept as it is")
		}
	})
}

// invites are the records of codes, by what is kept of each.
func (v *village) invites() map[string]string {
	all := map[string]string{}
	for name, raw := range v.things() {
		if kept, ok := strings.CutPrefix(name, "record invite:"); ok {
			all[kept] = string(raw)
		}
	}
	return all
}

// TestNobodyUsesWhatIsKeptOfACode reads what is kept and says it in place of the code, in each way that codes are said.
func TestNobodyUsesWhatIsKeptOfACode(t *testing.T) {
	inVillage(t, func(v *village) {
		v.askForCodes()
		var kept []string
		for name := range v.invites() {
			kept = append(kept, name, strings.TrimPrefix(name, "sha256:"))
		}
		if len(kept) != 18 {
			t.Fatalf("kept is %q", kept)
		}
		before := v.invites()
		for _, hash := range kept {
			v.do(`baoguo starts through "` + hash + `"`)
			v.cast.People["secretary"].Say(v.cast.Group, "/bind "+hash)
			v.do("secretary: /follow "+hash, "secretary in private: /link "+hash)
		}
		if after := v.invites(); !maps.Equal(after, before) {
			t.Errorf("it opened something: %v became %v", before, after)
		}
	})
}

// TestNoCodeIsWrittenDownWhileItIsAskedWhoRunsAGroup says a code where Telegram has to be asked first, which takes its
// time: what waits for that stands nowhere, and is done.
func TestNoCodeIsWrittenDownWhileItIsAskedWhoRunsAGroup(t *testing.T) {
	inVillage(t, func(v *village) {
		owner := v.cast.People["secretary"]
		council := v.server.AddSupergroup("Council", owner)
		v.server.AddBot(council, owner)
		v.do("secretary in private: /bind council")
		codes := v.codesShown()
		time.Sleep(2 * time.Minute) // what Telegram told of the secretary as the bot came is believed no more
		v.slowly(20 * time.Second)
		owner.Say(council, "/bind "+codes[0])
		time.Sleep(time.Second)
		v.deadLetters(0)
		for name, hits := range traces(v.kept(), codes) {
			t.Errorf("%s shows %+v", name, hits)
		}
		time.Sleep(time.Minute)
		v.settle()
		if !v.said(council, "council") {
			t.Error("the chat was not bound")
		}
	})
}

// TestNoCodeIsADeadLetter lets the program stumble over a link: it is kept nowhere, as an update that is set aside
// would be, and whoever opened it is asked to do so again.
func TestNoCodeIsADeadLetter(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("secretary in private: /invite member")
		codes := v.codesShown()
		profiles := map[storage.Key]string{}
		for name := range v.things() {
			if key, ok := strings.CutPrefix(name, "record "); ok && strings.HasPrefix(key, "x:profile:") {
				profiles[storage.Key(key)] = v.swap(v.home(), storage.Key(key), "no profile")
			}
		}
		v.wild = true
		v.do(`xiuying starts through "` + codes[0] + `"`)
		for key, profile := range profiles {
			v.swap(v.home(), key, profile)
		}
		v.log.forgive("it says a code")
		v.deadLetters(0)
		if !strings.Contains(v.log.String(), "update dropped, for it says a code") {
			t.Errorf("it was not dropped; log:\n%s", v.log)
		}
		for name, hits := range traces(v.kept(), codes) {
			t.Errorf("%s shows %+v", name, hits)
		}
	})
}
