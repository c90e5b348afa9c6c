// Package echowall holds no code, only the test of how the packages below it may depend on one another.
package echowall

import (
	"fmt"
	"go/ast"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const module = "echowall"

// An arrow forbids a package that from matches to import what to matches, unless unless matches.
// Patterns: "./storage" is that package of this module, "./storage/*" all below it, "./storage/..." both.
// "std" is the standard library; every other pattern is an import path that matches itself and all below it.
// "*" is everything.
type arrow struct {
	name          string
	from, notFrom []string
	to, unless    []string
	tests         bool // test files keep to it as well
	why           string
}

var (
	// The rules by which holidays fall are as pure as a parser: dates from a year, and no clock.
	parsers = []string{
		"github.com/goccy/go-yaml", "github.com/robfig/cron/v3", "golang.org/x/text/width",
		"golang.org/x/text/unicode/norm", "github.com/rickar/cal/v2",
	}
	telegram = "github.com/go-telegram/bot"
	// The subjects beside one another, and those that span several.
	beside = []string{
		"./flows/intake", "./flows/research", "./flows/convening", "./flows/voting", "./flows/publicity", "./flows/work",
		"./flows/evaluation",
	}
	above  = []string{"./flows/screening", "./flows/rounds", "./flows/ties", "./flows/office", "./flows/desk"}
	stores = []string{"github.com/redis/go-redis", "go.etcd.io/bbolt"}
	// What the driver for Redis consists of.
	redisRooms = []string{
		"./storage/redisdb/address", "./storage/redisdb/cache", "./storage/redisdb/layout", "./storage/redisdb/parts",
		"./storage/redisdb/script",
	}
	i18n = "github.com/nicksnyder/go-i18n"
	// The community that tests play with: it reads procedures from files, once for all tests.
	village = "./flows/community/village"
)

var arrows = []arrow{
	{
		name: "subjects are pure",
		from: []string{"./flows/*"}, notFrom: []string{"./flows/extract", "./flows/acts"}, // they read the journal
		to: []string{"*"}, unless: join([]string{"std", "./flows/*"}, parsers),
		why: "a subject is pure: it needs the standard library, its siblings and pure parsers, nothing else",
	}, {
		name: "subjects do not know the engine",
		from: []string{"./flows/*"}, tests: true,
		to:  []string{"./flows"},
		why: "the engine drives the subjects; a subject does not know the engine",
	}, {
		name: "records know nothing of what is done with them",
		from: []string{"./flows/record"}, tests: true,
		to:  join([]string{"./flows/life", "./flows/personnel", "./flows/community"}, beside, above),
		why: "records answer what follows from them alone; commands, events and stages stand on them",
	}, {
		name: "the life of a case knows no subject",
		from: []string{"./flows/life"},
		to:   join([]string{"./flows/proof", "./flows/personnel", "./flows/community"}, beside, above),
		why:  "what all subjects share is filled by them through its tables, so that a new one needs no word there",
	}, {
		name: "what a book is judged by knows no subject",
		from: []string{"./flows/proof"},
		to:   join([]string{"./flows/personnel", "./flows/community"}, beside, above),
		why:  "each subject judges its own events; what is judged of all cases stands below them",
	}, {
		name: "who belongs to a community stands below all subjects",
		from: []string{"./flows/personnel"},
		to:   join([]string{"./flows/community"}, beside, above),
		why:  "each subject may meet somebody new",
	}, {
		name: "subjects beside one another do not know each other",
		from: beside,
		to:   join(beside, above, []string{"./flows/community"}),
		why:  "what one subject needs of another goes through the tables of life, or belongs to what spans both",
	}, {
		name: "only what puts the tables together knows all of them",
		from: above,
		to:   []string{"./flows/community"},
		why:  "a rule stands in its subject; package community only puts the subjects' tables together",
	}, {
		name: "only tests play with a village",
		from: []string{"./..."}, notFrom: []string{village},
		to:  []string{village},
		why: "a village is a community for tests, with its store, journal and clock in memory; the program has the engine",
	}, {
		name: "screening stands below what spans more",
		from: []string{"./flows/screening"},
		to:   []string{"./flows/rounds", "./flows/ties", "./flows/office", "./flows/desk"},
		why:  "what spans several subjects is in one order: screening, rounds, ties, office, desk",
	}, {
		name: "rounds stand below ties, office and desk",
		from: []string{"./flows/rounds"},
		to:   []string{"./flows/ties", "./flows/office", "./flows/desk"},
		why:  "what spans several subjects is in one order: screening, rounds, ties, office, desk",
	}, {
		name: "ties stand below office and desk",
		from: []string{"./flows/ties"},
		to:   []string{"./flows/office", "./flows/desk"},
		why:  "what spans several subjects is in one order: screening, rounds, ties, office, desk",
	}, {
		name: "the office is not at the desk",
		from: []string{"./flows/office"},
		to:   []string{"./flows/desk"},
		why:  "the desk shows what the office has set, not the other way round",
	}, {
		name: "subjects do not know the conversation",
		from: []string{"./flows/*"}, tests: true,
		to:  []string{"./flows/talk"},
		why: "what people want is decided alike however they said it: only the engine and what brings it the words know talk",
	}, {
		name: "a form knows no verb",
		from: []string{"./flows/form"}, tests: true,
		to:  []string{"./..."},
		why: "what a field is stands below all that has fields; which verb takes it is said with the verb's decision",
	}, {
		name: "subjects do no input or output",
		from: []string{"./flows/*"}, notFrom: []string{village},
		to: []string{"os", "net", "io/ioutil", "syscall"}, unless: []string{"net/url", "net/netip"},
		why: "the domain does no I/O: what it decides on is in the command and the state",
	}, {
		name: "subjects draw no lots",
		from: []string{"./flows/*"},
		to:   []string{"math/rand", "crypto/rand"},
		why:  "the domain draws no lots: ids and chance arrive in the command, so that a replay gives the same state",
	}, {
		name: "only a ballot's box is sealed",
		from: []string{"./flows/*"}, notFrom: []string{"./flows/ballot"},
		to:  []string{"crypto/hpke"},
		why: "sealing draws lots: the engine hands the domain a sealer with each command, and what it makes is in no journal",
	}, {
		name: "subjects are told the time",
		from: []string{"./flows/*"}, tests: true,
		to:  []string{"./flows/clock"},
		why: "time arrives in the command, so that a replay gives the same state; the engine alone has a clock",
	}, {
		name: "subjects do not wait",
		from: []string{"./flows/*"}, notFrom: []string{"./flows/clock", "./flows/memory", village},
		to: []string{"context", "sync"},
		why: "the domain does not wait and is not shared: commands of one community run one after another; only the " +
			"engine's " +
			"memory is one for all",
	}, {
		name: "subjects do not log",
		from: []string{"./flows/*"},
		to:   []string{"log"},
		why:  "the domain answers with events and refusals; whoever called it writes the log",
	}, {
		name: "the engine knows no driver",
		from: []string{"./flows"},
		to:   []string{"*"}, unless: join([]string{"std", "./flows/*", "./storage"}, parsers),
		why: "the engine takes commands to the subjects and events to the storage contract, and knows no driver",
	}, {
		name: "flows is free of Telegram, languages and databases",
		from: []string{"./flows/..."}, tests: true,
		to:  join([]string{"./bot/...", "./locales/...", "./cmd/...", telegram, i18n}, stores),
		why: "cases are decided, and tested, without Telegram, a language, Redis or a database",
	}, {
		name: "storage knows nothing of cases",
		from: []string{"./storage/..."}, tests: true,
		to:  []string{"./flows/...", "./bot/...", "./locales/...", "./cmd/...", telegram, i18n},
		why: "storage keeps records; it does not know what a case is",
	}, {
		name: "the contract stands alone",
		from: []string{"./storage"},
		to:   join([]string{"./..."}, stores),
		why:  "the contract stands alone; drivers come and go below it",
	}, {
		name: "a driver knows the contract only",
		from: []string{"./storage/*"}, notFrom: []string{"./storage/redisdb/..."},
		to: []string{"./..."}, unless: []string{"./storage", "./storage/testenv"},
		why: "a driver knows the contract, not the other drivers",
	}, {
		name: "the driver for Redis knows the contract and its own rooms",
		from: []string{"./storage/redisdb/..."},
		to:   []string{"./..."}, unless: []string{"./storage", "./storage/testenv", "./storage/redisdb/*"},
		why: "what it consists of is nobody else's, and it stands above all of it",
	}, {
		name: "only the driver for Redis knows its rooms",
		from: []string{"./..."}, notFrom: []string{"./storage/redisdb/..."},
		to:  redisRooms,
		why: "where keys lie and what scripts answer may change with the driver; others see the storage contract",
	}, {
		name: "the layout in Redis stands below all else there",
		from: []string{"./storage/redisdb/layout"},
		to:   []string{"./..."}, unless: []string{"./storage"},
		why: "what keys are called depends on nothing that is done with them",
	}, {
		name: "what is remembered asks no server",
		from: []string{"./storage/redisdb/cache"},
		to:   []string{"./storage/redisdb/script", "./storage/redisdb/address", "github.com/redis/go-redis"},
		why:  "the store alone asks; the cache can be tested, and trusted, without a server",
	}, {
		name: "a URL knows nothing of the store",
		from: []string{"./storage/redisdb/address"},
		to:   []string{"./..."},
		why:  "it says where the servers are; what is kept there is for the layout to say",
	}, {
		name: "scripts know the layout only",
		from: []string{"./storage/redisdb/script"},
		to:   []string{"./..."}, unless: []string{"./storage", "./storage/redisdb/layout"},
		why: "what a script answers is read alike whoever asks, and whatever is remembered",
	}, {
		name: "what tests ask of the machine is in no program",
		from: []string{"./..."}, notFrom: []string{"./storage/redisdb/redistest"},
		to:  []string{"./storage/testenv"},
		why: "only tests, and what starts servers for them, skip or draw seeds",
	}, {
		name: "locales knows message ids only",
		from: []string{"./locales/..."}, tests: true,
		to: []string{"./..."}, unless: []string{"./locales/..."},
		why: "locales knows message ids only",
	}, {
		name: "the bot stands on flows, locales and the contract",
		from: []string{"./bot/..."}, notFrom: []string{"./bot/sim/..."},
		to: []string{"./..."}, unless: []string{"./bot/...", "./flows/...", "./locales/...", "./storage"},
		why: "the bot stands on the domain, the texts and the storage contract",
	}, {
		name: "Telegram stays in its room",
		from: []string{"./bot/*", "./flows/...", "./storage/...", "./locales/..."},
		notFrom: []string{"./bot/refusal", "./bot/pinned", "./bot/download", "./bot/incoming", "./bot/membership",
			"./bot/menus", "./bot/rights", "./bot/sending"},
		to: []string{"./bot", telegram},
		why: "what is shown and how it is put into words does not depend on who brings it: only the bot itself speaks " +
			"Telegram; refusal, pinned and download read what it answers, incoming what it brings, and membership who is in " +
			"a chat; menus tells it " +
			"what the bot is, rights asks it who runs a group, and sending speaks to it",
	}, {
		name: "the bot does not know its store",
		from: []string{"./bot/..."},
		to:   stores,
		why:  "the bot does not know which store it runs on",
	}, {
		name: "the bot does not know the stand-in",
		from: []string{"./bot", "./bot/*"}, notFrom: []string{"./bot/sim/..."},
		to:  []string{"./bot/sim/..."},
		why: "the bot cannot tell the stand-in from Telegram; only the demo and the tests know it",
	}, {
		name: "the stand-in knows nothing of the bot",
		from: []string{"./bot/sim/..."}, tests: true,
		to: []string{"./..."}, unless: []string{"./bot/sim/...", "./flows/clock"},
		why: "written from Telegram's rules alone, it shares none of the bot's mistakes; it is only handed a clock",
	}, {
		name: "the people do not know the interface for bots",
		from: []string{"./bot/sim/people"}, tests: true,
		to:  []string{"./bot/sim/..."},
		why: "who is there and what they say is true of Telegram whoever looks at it; the Bot API stands on it",
	}, {
		name: "nothing imports cmd",
		from: []string{"./..."}, notFrom: []string{"./cmd/..."}, tests: true,
		to:  []string{"./cmd/..."},
		why: "cmd only wires the rest together; what others need stands in a room of its own",
	}, {
		name: "settings know no command",
		from: []string{"./cmd/echowall/config"}, tests: true,
		to:  []string{"./cmd/..."},
		why: "every command stands on the settings; they do not know what is done with what they open",
	},
}

// topFolders are the rooms, beside folders whose name begins with a dot.
var topFolders = []string{"bot", "cmd", "docs", "flows", "locales", "storage"}

// drawers are folder names that say nothing of what is inside.
var drawers = []string{"internal", "pkg", "utils", "common"}

// clock is what of package time reads the clock, waits, or depends on where the program runs.
var clock = []string{
	"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Local",
}

func TestArchitecture(t *testing.T) {
	found := inspect(t, os.DirFS("."))
	for _, check := range checks() {
		t.Run(check.name, func(t *testing.T) {
			for _, fault := range check.faults(found) {
				t.Errorf("%s\n\twhy not: %s", fault, check.why)
			}
		})
	}
}

// TestArchitectureCatches breaks each rule once, to see that the test would tell.
func TestArchitectureCatches(t *testing.T) {
	for _, c := range []struct{ file, code, fault string }{
		{"flows/ballot/a.go", `import _ "golang.org/x/sync/errgroup"`,
			"flows/ballot/a.go imports golang.org/x/sync/errgroup"},
		{"flows/ballot/a.go", `import _ "echowall/storage"`, "flows/ballot/a.go imports ./storage"},
		{"flows/ballot/a_test.go", `import _ "echowall/flows"`, "flows/ballot/a_test.go imports ./flows"},
		{"flows/desk/a.go", `import _ "echowall/flows/talk"`, "flows/desk/a.go imports ./flows/talk"},
		{"flows/talk/a.go", `import _ "echowall/flows"`, "flows/talk/a.go imports ./flows"},
		{"flows/talk/a.go", `import _ "context"`, "flows/talk/a.go imports context"},
		{"flows/talk/a.go", `import "time"; var now = time.Now`, "flows/talk/a.go:1 uses time.Now"},
		{
			"flows/intake/a.go", `import _ "echowall/flows/community/village"`,
			"flows/intake/a.go imports ./flows/community/village",
		},
		{"flows/form/a.go", `import _ "echowall/flows/cases"`, "flows/form/a.go imports ./flows/cases"},
		{"flows/ballot/a.go", `import _ "os/exec"`, "flows/ballot/a.go imports os/exec"},
		{"flows/ballot/a.go", `import _ "net/http"`, "flows/ballot/a.go imports net/http"},
		{"flows/ballot/a.go", `import _ "math/rand/v2"`, "flows/ballot/a.go imports math/rand/v2"},
		{"flows/cases/a.go", `import _ "crypto/hpke"`, "flows/cases/a.go imports crypto/hpke"},
		{"flows/ballot/a.go", `import _ "context"`, "flows/ballot/a.go imports context"},
		{"flows/ballot/a.go", `import _ "echowall/flows/clock"`, "flows/ballot/a.go imports ./flows/clock"},
		{"flows/ballot/a.go", `import _ "log/slog"`, "flows/ballot/a.go imports log/slog"},
		{"flows/engine.go", `import _ "echowall/storage/boltdb"`, "flows/engine.go imports ./storage/boltdb"},
		{"flows/engine_test.go", `import _ "go.etcd.io/bbolt"`, "flows/engine_test.go imports go.etcd.io/bbolt"},
		{"storage/boltdb/a_test.go", `import _ "echowall/flows/ballot"`, "storage/boltdb/a_test.go imports ./flows/ballot"},
		{"storage/a.go", `import _ "go.etcd.io/bbolt"`, "storage/a.go imports go.etcd.io/bbolt"},
		{"storage/boltdb/a.go", `import _ "echowall/storage/redisdb"`, "storage/boltdb/a.go imports ./storage/redisdb"},
		{"storage/redisdb/a.go", `import _ "echowall/storage/boltdb"`, "storage/redisdb/a.go imports ./storage/boltdb"},
		{"storage/boltdb/a.go", `import _ "echowall/storage/redisdb/layout"`,
			"storage/boltdb/a.go imports ./storage/redisdb/layout"},
		{"storage/redisdb/layout/a.go", `import _ "echowall/storage/redisdb/cache"`,
			"storage/redisdb/layout/a.go imports ./storage/redisdb/cache"},
		{"storage/redisdb/cache/a.go", `import _ "github.com/redis/go-redis/v9"`,
			"storage/redisdb/cache/a.go imports github.com/redis/go-redis/v9"},
		{"storage/redisdb/script/a.go", `import _ "echowall/storage/redisdb/cache"`,
			"storage/redisdb/script/a.go imports ./storage/redisdb/cache"},
		{"storage/redisdb/address/a.go", `import _ "echowall/storage/redisdb/layout"`,
			"storage/redisdb/address/a.go imports ./storage/redisdb/layout"},
		{"storage/boltdb/a.go", `import _ "echowall/storage/testenv"`, "storage/boltdb/a.go imports ./storage/testenv"},
		{"locales/a.go", `import _ "echowall/bot"`, "locales/a.go imports ./bot"},
		{"bot/outbox/a.go", `import _ "echowall/storage/boltdb"`, "bot/outbox/a.go imports ./storage/boltdb"},
		{"bot/a.go", `import _ "github.com/redis/go-redis/v9"`, "bot/a.go imports github.com/redis/go-redis/v9"},
		{"bot/wall/a.go", `import _ "echowall/bot"`, "bot/wall/a.go imports ./bot"},
		{"bot/text/a.go", `import _ "github.com/go-telegram/bot/models"`,
			"bot/text/a.go imports github.com/go-telegram/bot/models"},
		{"bot/a.go", `import _ "echowall/bot/sim/api"`, "bot/a.go imports ./bot/sim/api"},
		{"bot/sim/api/a_test.go", `import _ "echowall/flows"`, "bot/sim/api/a_test.go imports ./flows"},
		{"bot/sim/people/a.go", `import _ "echowall/bot/sim/api"`, "bot/sim/people/a.go imports ./bot/sim/api"},
		{"bot/a.go", `import _ "echowall/cmd/echowall/demo"`, "bot/a.go imports ./cmd/echowall/demo"},
		{"cmd/echowall/config/a.go", `import _ "echowall/cmd/echowall/demo"`,
			"cmd/echowall/config/a.go imports ./cmd/echowall/demo"},
		{"flows/ballot/a.go", `import "time"; var now = time.Now`, "flows/ballot/a.go:1 uses time.Now"},
		{"flows/ballot/a.go", `import t "time"; func f() { t.Sleep(1) }`, "flows/ballot/a.go:1 uses time.Sleep"},
		{"flows/ballot/a.go", `import . "time"`, "flows/ballot/a.go:1 imports time with a dot"},
		{"flows/ballot/a.go", `func f() { go f() }`, "flows/ballot/a.go:1 starts a goroutine"},
		{"bot/a.go", `func init() {}`, "bot/a.go:1 declares init"},
		{"server/a.go", ``, "server is a folder at the top"},
		{"bot/utils/a.go", ``, "bot/utils is a drawer"},
		{"bot/a.go", strings.Repeat("\n", 3000), "./bot has 3000 lines without tests, more than 2500"},
		{"bot/a.go", strings.Repeat("func (*T) m() {}; ", 61), "./bot.T has 61 methods, more than 60"},
	} {
		t.Run(c.fault, func(t *testing.T) {
			tree := fstest.MapFS{c.file: {Data: []byte("package p; " + c.code)}}
			var faults []string
			for _, check := range checks() {
				faults = append(faults, check.faults(inspect(t, tree))...)
			}
			if !slices.Contains(faults, c.fault) {
				t.Errorf("not caught; found only %q", faults)
			}
		})
	}
}

// A check is one rule: its faults in a tree, and why they are faults.
type check struct {
	name, why string
	faults    func(*tree) []string
}

func checks() []check {
	all := []check{
		{"flows reads no clock", "time arrives in the command, so that a replay gives the same state", (*tree).clockUses},
		{"flows starts no goroutine", "a decision is one step; who runs beside it is the engine's business",
			(*tree).goroutines},
		{"no init", "what happens at start is said in main, in order", (*tree).inits},
		{"packages are small", "what is too large to be read has no order that anybody could keep", (*tree).largePackages},
		{"types are small", "a type with too many methods is several things under one name", (*tree).largeTypes},
		{"rooms", "every folder at the top is a room of the design", (*tree).strangeFolders},
		{"no drawers", "a folder is named after what it holds", (*tree).drawers},
	}
	for _, a := range arrows {
		all = append(all, check{a.name, a.why, a.faults})
	}
	return all
}

// faults lists the files that import what the arrow forbids.
func (a arrow) faults(t *tree) (faults []string) {
	for _, f := range t.files {
		if f.test && !a.tests || !matchAny(a.from, f.pkg) || matchAny(a.notFrom, f.pkg) {
			continue
		}
		for _, to := range f.imports() {
			if to != f.pkg && matchAny(a.to, to) && !matchAny(a.unless, to) {
				faults = append(faults, fmt.Sprintf("%s imports %s", f.name, to))
			}
		}
	}
	return faults
}

func (t *tree) clockUses() (faults []string) {
	t.walkDomain(func(f file, n ast.Node) {
		if i, ok := n.(*ast.ImportSpec); ok && i.Path.Value == `"time"` && i.Name != nil && i.Name.Name == "." {
			faults = append(faults, fmt.Sprintf("%s imports time with a dot", t.at(f, n)))
		}
		s, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains(clock, s.Sel.Name) {
			return
		}
		if x, ok := s.X.(*ast.Ident); ok && x.Name == f.nameOf("time") {
			faults = append(faults, fmt.Sprintf("%s uses time.%s", t.at(f, n), s.Sel.Name))
		}
	})
	return faults
}

func (t *tree) goroutines() (faults []string) {
	t.walkDomain(func(f file, n ast.Node) {
		if _, ok := n.(*ast.GoStmt); ok {
			faults = append(faults, t.at(f, n)+" starts a goroutine")
		}
	})
	return faults
}

func (t *tree) inits() (faults []string) {
	for _, f := range t.files {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && !f.test && fn.Recv == nil && fn.Name.Name == "init" {
				faults = append(faults, t.at(f, fn)+" declares init")
			}
		}
	}
	return faults
}

func (t *tree) strangeFolders() (faults []string) {
	for _, dir := range t.dirs {
		if !strings.Contains(dir, "/") && !slices.Contains(topFolders, dir) {
			faults = append(faults, dir+" is a folder at the top")
		}
	}
	return faults
}

func (t *tree) drawers() (faults []string) {
	for _, dir := range t.dirs {
		if slices.Contains(drawers, path.Base(dir)) {
			faults = append(faults, dir+" is a drawer")
		}
	}
	return faults
}
