package bot_test

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot"
	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
	"echowall/flows"
	"echowall/flows/clock"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/locales"
	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/storagetest/flaky"
	"echowall/storage/vault"
)

// village is a community with people in every role, the bot that serves it, and the stand-in for Telegram between them.
type village struct {
	t       *testing.T
	server  *api.Server
	store   storage.Store
	methods *procedure.Registry
	// texts and verbs are those with which the program starts; nil for its own.
	texts  *locales.Catalogue
	verbs  *life.Verbs
	bot    *bot.Bot
	ran    chan error
	cast   *people.Cast
	teller *people.Teller
	log    *logbook
	stop   context.CancelFunc
	path   string
	codes  atomic.Int64
	vault  vault.Memory
	// hook is set where updates come by webhook.
	hook *bot.Webhook
	// scan is the code that was scanned last.
	scan string
	// wild says that what the bot was told cannot be answered: Telegram may refuse what it says.
	wild bool
	// fails is the store where it fails on demand; nil where it does not.
	fails *flaky.Store
	// rollback is why whoever runs the program goes on from an older journal; "" where they do not.
	rollback string
	// mayFound tells where a community may be founded; nil for everywhere.
	mayFound func(int64) (bool, error)
	// several says that other processes may serve the store as well.
	several bool
}

// someone is one of the cast.
type someone struct {
	key, first, last, username, role string
	// distant people have never opened the private chat.
	distant bool
}

func villagers() []someone {
	return []someone{
		{"secretary", "静", "陈", "chenjing", "", false},
		{"convener", "国强", "刘", "liuguoqiang", "convener", false},
		{"li", "明", "李", "liming", "member:branch", false},
		{"wu", "芳", "吴", "wufang", "member:legal", false},
		{"zhao", "铁柱", "赵", "zhaotiezhu", "member:elder", false},
		{"supervisor", "大山", "孙", "sundashan", "supervisor", false},
		{"authority", "卫东", "周", "zhouweidong", "authority", false},
		{"handler", "电工", "马", "madiangong", "handler:" + unit, false},
		{"xiuying", "秀英", "王", "xiuying", "", false},
		{"baoguo", "保国", "张", "baoguo", "", true},
		{"meihua", "美花", "杨", "meihua", "", true},
	}
}

// unit is the responsible unit of the cast's handler.
const unit = "供电所"

// found makes a village: "= zh-Hans" or "= en", with "bare" for a group in which nothing has been set up, "webhook"
// where Telegram brings the updates, "method=five-step" for a village that works by another method than the six steps,
// and "restored=county" for what is in that backup.
func found(t *testing.T, dir string, words []string) *village {
	if name := named(words, "restored="); name != "" {
		return restored(t, dir, name)
	}
	return foundBy(t, dir, words, methodsFor(t, words))
}

// methodsFor are the methods that a village knows.
func methodsFor(t *testing.T, words []string) *procedure.Registry {
	t.Helper()
	methods, err := knownMethods()
	if slices.Contains(words, "method=short-vote") {
		methods, err = withShortVote()
	}
	if err != nil {
		t.Fatal(err)
	}
	return methods
}

// What every village reads is read once, for none changes it.
var (
	catalogue     = sync.OnceValues(locales.Load)
	knownMethods  = sync.OnceValues(func() (*procedure.Registry, error) { return methodsAnd("../docs/procedures") })
	withShortVote = sync.OnceValues(func() (*procedure.Registry,
		error) {
		return methodsAnd("../docs/procedures", "testdata/methods")
	})
)

// methodsAnd are the procedures of the program and those of some folders.
func methodsAnd(folders ...string) (*procedure.Registry, error) {
	registry, err := procedure.Default()
	for _, folder := range folders {
		if err == nil {
			err = registry.Add(os.DirFS(folder))
		}
	}
	return registry, err
}

// foundBy makes a village that knows other methods.
func foundBy(t *testing.T, dir string, words []string, methods *procedure.Registry) *village {
	return foundIn(t, dir, words, methods, nil)
}

// foundIn makes a village whose bot speaks the languages of another catalogue; nil for the program's own.
func foundIn(t *testing.T, dir string, words []string, methods *procedure.Registry, texts *locales.Catalogue) *village {
	lang := words[0]
	v := emptyVillage(t, dir, methods)
	v.texts = texts
	v.several = slices.Contains(words, "several")
	if slices.Contains(words, "flaky") {
		v.fails = &flaky.Store{}
	}
	if slices.Contains(words, "webhook") {
		v.hook = webhook()
	}
	zone := villageZone()
	time.Sleep(time.Until(time.Date(2026, 6, 1, 8, 30, 0, 0, zone)))
	cast := map[string]*people.User{}
	for _, p := range villagers() {
		cast[p.key] = v.server.AddUser(people.User{First: p.first, Last: p.last, Username: p.username, Lang: lang})
	}
	owner := cast["secretary"]
	v.cast = &people.Cast{
		World: v.server.World, Group: v.server.AddGroup("柳树村", owner), Owner: owner, People: cast, Zone: zone,
		Wait: time.Sleep,
	}
	for _, p := range villagers()[1:] {
		v.server.Join(v.cast.Group, cast[p.key])
	}
	v.start()
	v.settle()
	if slices.Contains(words, "bare") {
		return v
	}
	v.do("the bot is added", "the bot is made admin", "secretary: /setup "+method(words)+" "+lang+" Asia/Shanghai")
	v.appoint()
	if name := named(words, "other="); name != "" {
		v.foundOther(name, lang)
	}
	v.do("wait until 2026-06-01 09:00")
	return v
}

// emptyVillage has a Telegram, and a place for its store, but nobody in it.
func emptyVillage(t *testing.T, dir string, methods *procedure.Registry) *village {
	v := &village{t: t, methods: methods, teller: people.NewTeller(), log: &logbook{}}
	v.stop = func() {}
	v.path = filepath.Join(dir, "echowall.db")
	v.server = api.New(api.Config{Token: "42:TEST", Username: "echo_wall_bot", Name: "回音壁"})
	t.Cleanup(v.leave)
	return v
}

// villageZone is the zone in which the villages lie.
func villageZone() *time.Location { return time.FixedZone("CST", 8*3600) }

// webhook is where Telegram brings the updates.
func webhook() *bot.Webhook {
	return &bot.Webhook{URL: "https://willow.example/telegram", Secret: "a-secret_of_9"}
}

// method is the procedure that the words of a header name.
func method(words []string) string {
	if id := named(words, "method="); id != "" {
		return id
	}
	return "six-step"
}

// named is what follows one of the words of a header.
func named(words []string, prefix string) string {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(w, prefix); ok {
			return rest
		}
	}
	return ""
}

// do plays lines and lets the bot come to rest after each.
func (v *village) do(lines ...string) {
	v.t.Helper()
	for _, line := range lines {
		v.must(v.cast.Do(line))
		v.settle()
	}
}

// appoint opens the private chats through the link of the group and gives the roles.
func (v *village) appoint() {
	door := v.door()
	for _, p := range villagers() {
		if !p.distant {
			v.do(p.key + ` starts through "` + door + `"`)
		}
	}
	for _, p := range villagers() {
		if p.role != "" {
			v.do("secretary in private: /appoint " + p.role + " @" + p.username)
		}
	}
}

// filled puts the codes that a script cannot know into its line.
func (v *village) filled(line string) string {
	if strings.Contains(line, "{door}") {
		line = strings.ReplaceAll(line, "{door}", v.door())
	}
	if strings.Contains(line, "{scan}") {
		v.scan = v.scanned()
		line = strings.ReplaceAll(line, "{scan}", v.scan)
	}
	if strings.Contains(line, "{code}") {
		line = strings.ReplaceAll(line, "{code}", v.tieCode())
	}
	if strings.Contains(line, "{receipt}") {
		who, _, _ := strings.Cut(line, " ")
		return strings.ReplaceAll(line, "{receipt}", v.receipt(who))
	}
	return line
}

// receipt is the code that somebody was given last for a secret vote.
func (v *village) receipt(who string) (code string) {
	for _, m := range v.server.Messages(v.cast.People[who].Private()) {
		if found := receiptCode.FindString(m.Text); found != "" && m.From.IsBot {
			code = found
		}
	}
	return code
}

// receiptCode is how such a code is written.
var receiptCode = regexp.MustCompile(`\d+-\d+-[0-9A-Z]+`)

// door is the start code of the link below the message with which the community began.
func (v *village) door() string {
	code := v.doorCode()
	if code == "" {
		v.t.Fatal("the group was given no link to the private chat")
	}
	return code
}

// doorCode is that code, "" while there is none.
func (v *village) doorCode() string {
	return v.doorIn(v.cast.Group)
}

// doorIn is the start code of the link in a group.
func (v *village) doorIn(group *people.Chat) string {
	for _, m := range v.server.Messages(group) {
		for _, row := range m.Buttons {
			for _, b := range row {
				if _, code, ok := strings.Cut(b.URL, "?start="); ok {
					return code
				}
			}
		}
	}
	return ""
}

// start runs the program on the village's data.
func (v *village) start() {
	ctx, cancel := context.WithCancel(context.Background())
	v.stop = cancel
	var err error
	if v.texts == nil {
		v.texts, err = catalogue()
		v.must(err)
	}
	v.store, err = boltdb.Open(v.path, boltdb.Options{NoSync: true})
	v.must(err)
	if v.fails != nil {
		v.fails = flaky.New(v.store)
		v.store = v.fails
	}
	if v.several {
		v.store = &process{Store: v.store}
	}
	v.bot, v.ran = v.process(ctx, v.store)
}

// process runs the program on a store of the village's data.
func (v *village) process(ctx context.Context, store storage.Store) (*bot.Bot, chan error) {
	b, err := bot.New(ctx, bot.Config{
		Token: "42:TEST", URL: "http://telegram.sim", Store: store, Texts: v.texts, Methods: v.methods, Verbs: v.verbs,
		Clock:  clock.Wall{},
		Client: v.server.Client(), Log: slog.New(slog.NewTextHandler(v.log, nil)),
		Webhook: v.hook, Public: "https://willow.example", Vault: &v.vault, AcceptRollback: v.rollback,
		MayFound: v.mayFound,
		Code: func() string {
			return "X" + strings.ToUpper(strconv.FormatInt(900_719_925_474+v.codes.Add(1)*48_271*65_537, 36))
		},
	})
	v.must(err)
	ran := make(chan error, 1)
	go func() { ran <- b.Run(ctx) }()
	return b, ran
}

// settle lets the bot finish what it has to do, giving it the time that Telegram's limits ask for.
func (v *village) settle() {
	for range 600 {
		synctest.Wait()
		if v.hook != nil {
			v.must(v.server.Deliver(context.Background(), v.bot.Handler()))
			synctest.Wait()
		}
		waiting, _ := v.bot.Waiting()
		if waiting == 0 && v.server.Pending() == 0 {
			return
		}
		time.Sleep(time.Second)
	}
	v.t.Fatalf("the bot does not come to rest; log:\n%s", v.log)
}

// halt stops the program, as a power cut in good order would: what was begun is finished, and time goes on without it.
func (v *village) halt() {
	v.stop()
	v.must(<-v.ran)
	v.ran = nil
	v.must(v.store.Close())
	v.store = nil
}

// leave ends whatever still runs, so that a failed conversation says why and nothing else.
func (v *village) leave() {
	v.stop()
	if v.ran != nil {
		<-v.ran
	}
	if v.store != nil {
		_ = v.store.Close()
	}
	v.server.Close()
}

// close ends the village and holds it to what must be true of every conversation.
func (v *village) close() {
	v.stop()
	v.must(<-v.ran)
	v.ran = nil
	ctx := context.Background()
	v.must(v.store.Check(ctx))
	ids, err := v.store.Communities(ctx, "", 10)
	v.must(err)
	for _, id := range ids {
		_, err := flows.Verify(ctx, v.store, v.methods, id)
		if v.verbs != nil && err != nil && strings.Contains(err.Error(), "nobody can do") {
			continue // the program judges by its own verbs, and not by those that a test gives it
		}
		v.must(err)
	}
	stats := v.server.Stats()
	if n := stats.Count("editMessageText", http.StatusBadRequest); n > 0 && !v.wild {
		v.t.Errorf("%d edits were needless or of messages that are gone", n)
	}
	if (stats.TooMany() > 0 && !v.wild) || len(stats.Violations) > 0 {
		v.t.Errorf("Telegram was annoyed: %d times 429, violations %q", stats.TooMany(), stats.Violations)
	}
	for _, c := range stats.Calls {
		if c.Status >= 400 && !v.wild && !strings.Contains(c.Description, "not modified") && c.Status != 403 {
			v.t.Errorf("Telegram refused %s: %d %s", c.Method, c.Status, c.Description)
		}
	}
	v.log.check(v.t, v.cast.People)
}

func (v *village) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatalf("%v\nlog:\n%s", err, v.log)
	}
}
