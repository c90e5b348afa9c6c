package doctor

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
	"echowall/cmd/echowall/config"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/storage"
	"echowall/storage/boltdb"
)

const doctorToken = "42:TEST"

// clinic is a Telegram with a village in it, the store of a bot that does not run, and a doctor.
type clinic struct {
	t              *testing.T
	server         *api.Server
	owner          *people.User
	group, council *people.Chat
	wall           *people.Chat
	// other is a group that is not set up.
	other  *people.Chat
	doctor Cmd
	// ahead is how far this machine's clock is ahead.
	ahead time.Duration
}

func newClinic(t *testing.T, seesAll bool) *clinic {
	t.Helper()
	c := &clinic{t: t, server: api.New(api.Config{Token: doctorToken, Username: "echo_wall_bot", SeesAll: seesAll})}
	t.Cleanup(c.server.Close)
	address, err := c.server.Start()
	if err != nil {
		t.Fatal(err)
	}
	c.owner = c.server.AddUser(people.User{First: "Chen"})
	c.group = c.server.AddSupergroup("Willow Village", c.owner)
	c.council = c.server.AddGroup("Council", c.owner)
	c.wall = c.server.AddChannel("Echo wall", "", c.owner)
	for _, chat := range []*people.Chat{c.group, c.council, c.wall} {
		c.server.AddBot(chat, c.owner)
	}
	c.server.PromoteBot(c.group, c.owner, people.Rights{Pin: true})
	c.server.PromoteBot(c.wall, c.owner, people.Rights{Post: true})
	c.doctor = Cmd{
		TelegramFlags: config.TelegramFlags{Token: doctorToken, URL: address},
		WebhookFlags:  config.WebhookFlags{Webhook: "off"},
		StoreFlag:     config.StoreFlag{Store: "bolt:" + filepath.Join(t.TempDir(), "echowall.db")},
	}
	c.keep(func(tx storage.Tx) error {
		head, err := json.Marshal(record.Community{
			Name: "Willow Village", Chat: c.group.ID, Council: record.Place{Chat: c.council.ID},
			Wall: record.Place{Chat: c.wall.ID}, Method: "six-step", Version: 1, Present: true,
		})
		return errors.Join(err, tx.Put("community", fmt.Appendf(nil, `{"v":1,"d":%s}`, head)))
	})
	for _, chat := range []*people.Chat{c.group, c.council, c.wall} {
		c.leads(chat, "willow")
	}
	return c
}

// leads lets a chat lead to a community.
func (c *clinic) leads(chat *people.Chat, id string) {
	c.t.Helper()
	path, _ := c.doctor.Path()
	store, err := boltdb.Open(path, boltdb.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	assigned := store.Assign(c.t.Context(), storage.Chats, strconv.FormatInt(chat.ID, 10), id)
	if err := errors.Join(assigned, store.Close()); err != nil {
		c.t.Error(err)
	}
}

// keep writes to the store of the community.
func (c *clinic) keep(fn func(storage.Tx) error) {
	c.t.Helper()
	c.keepIn("willow", fn)
}

// keepIn writes to a community's part of the store.
func (c *clinic) keepIn(id storage.ID, fn func(storage.Tx) error) {
	c.t.Helper()
	path, _ := c.doctor.Path()
	store, err := boltdb.Open(path, boltdb.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	if err := errors.Join(store.Update(c.t.Context(), id, fn), store.Close()); err != nil {
		c.t.Error(err)
	}
}

// examine returns what the doctor says.
func (c *clinic) examine() (string, error) {
	var out bytes.Buffer
	err := c.doctor.examine(c.t.Context(), &out, func() time.Time { return time.Now().Add(c.ahead) }, "echowall test")
	return out.String(), err
}

func TestDoctorFindsNothing(t *testing.T) {
	t.Parallel()
	found, err := newClinic(t, false).examine()
	if err != nil || strings.Contains(found, "wrong") {
		t.Errorf("%v\n%s", err, found)
	}
	for _, want := range []string{
		`ok     group     willow "Willow Village": the bot is in it and may pin`,
		`ok     council   willow "Willow Village": the bot is in it`,
		`ok     wall      willow "Willow Village": the bot is in it`,
		`ok     chats     -1000004000001 is the home of willow "Willow Village"`,
		`ok     messages  none is unsent`,
		`ok     reminders none is overdue`,
	} {
		if !strings.Contains(found, want+"\n") {
			t.Errorf("it does not say %q:\n%s", want, found)
		}
	}
}

// Each illness is found, alone, and its line says how to mend it.
func TestDoctorFinds(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		fall    func(c *clinic)
		seesAll bool
		want    string
	}{
		"privacy mode": {seesAll: true,
			want: `wrong  privacy   privacy mode is off: the bot is sent everything that is said; tell BotFather /setprivacy`},
		"a fast clock": {
			fall: func(c *clinic) { c.ahead = 40 * time.Second },
			want: `wrong  clock     this machine's is 4`, // and no more than a second of the answer's own
		},
		"a slow clock": {
			fall: func(c *clinic) { c.ahead = -2 * time.Minute },
			want: `wrong  clock     this machine's is `,
		},
		"a webhook of former days": {
			fall: func(c *clinic) { c.hook("https://old.example.org/telegram") },
			want: `wrong  updates   Telegram brings them to https://old.example.org/telegram, but ECHOWALL_WEBHOOK is off; ` +
				`start the bot`,
		},
		"no webhook": {
			fall: func(c *clinic) { c.wantHook() },
			want: `wrong  updates   Telegram knows of no webhook, but ECHOWALL_WEBHOOK is on; start the bot`,
		},
		"another webhook": {
			fall: func(c *clinic) { c.wantHook(); c.hook("https://old.example.org/telegram") },
			want: `wrong  updates   Telegram brings them to https://old.example.org/telegram, not to ` +
				`https://wall.example.org/telegram; start`,
		},
		"Telegram does not answer all": {
			fall: func(c *clinic) { c.server.Fail(api.Fault{Method: "getWebhookInfo"}) },
			want: `wrong  updates   error response from telegram`,
		},
		"thrown out of the group": {
			fall: func(c *clinic) { c.server.RemoveBot(c.group, c.owner) },
			want: `wrong  group     willow "Willow Village": the bot is not in it; add it again`,
		},
		"no administrator": {
			fall: func(c *clinic) { c.server.DemoteBot(c.group, c.owner) },
			want: `wrong  group     willow "Willow Village": the bot may not pin the wall; make it an administrator who may ` +
				`pin messages`,
		},
		"an administrator without the right": {
			fall: func(c *clinic) { c.server.PromoteBot(c.group, c.owner, people.Rights{Delete: true}) },
			want: `wrong  group     willow "Willow Village": the bot may not pin`,
		},
		"thrown out of the council": {
			fall: func(c *clinic) { c.server.RemoveBot(c.council, c.owner) },
			want: `wrong  council   willow "Willow Village": the bot is not in it`,
		},
		"the council moved": {
			fall: func(c *clinic) { c.server.Migrate(c.council) },
			want: `wrong  council   willow "Willow Village": the group became a supergroup; start the bot`,
		},
		"the channel is closed to it": {
			fall: func(c *clinic) { c.server.PromoteBot(c.wall, c.owner, people.Rights{Edit: true}) },
			want: `wrong  wall      willow "Willow Village": the bot may not post in the channel; make it an administrator ` +
				`who may post`,
		},
		"nobody keeps the clock": {
			fall: func(c *clinic) {
				c.keep(func(tx storage.Tx) error { return tx.Wake("case:1", time.Now().Add(-time.Hour)) })
			},
			want: `wrong  reminders case:1 of willow is overdue since `,
		},
		"a message that does not go": {
			fall: func(c *clinic) {
				c.keep(func(tx storage.Tx) error {
					for _, ago := range []time.Duration{2 * time.Hour, time.Minute} {
						body := fmt.Appendf(nil, `{"written":%q}`, time.Now().Add(-ago).Format(time.RFC3339))
						if _, err := tx.Send(storage.Message{Body: body}); err != nil {
							return err
						}
					}
					return nil
				})
			},
			want: `wrong  messages  2 messages wait, the oldest since `,
		},
		"a book that does not hold": {
			fall: func(c *clinic) { c.doctor.Deep = true },
			want: `wrong  book      verify willow: record community stands in no entry of the journal; compare`,
		},
		"a procedure is gone": {
			fall: func(c *clinic) {
				c.keep(func(tx storage.Tx) error {
					head := `{"v":1,"d":{"name":"Willow Village","chat":%d,"procedure":"own","version":3,"language":"en",` +
						`"zone":"UTC"}}`
					return tx.Put("community", fmt.Appendf(nil, head, c.group.ID))
				})
			},
			want: `wrong  methods   Willow Village works by procedure own version 3, which is not there`,
		},
		"a record that cannot be read": {
			fall: func(c *clinic) {
				c.keep(func(tx storage.Tx) error { return tx.Put("community", []byte("x")) })
			},
			want: `wrong  store     panic: decode community`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClinic(t, x.seesAll)
			if x.fall != nil {
				x.fall(c)
			}
			found, err := c.examine()
			if err == nil || !strings.Contains(found, x.want) {
				t.Errorf("got %v and\n%swant a line that begins with\n%s", err, found, x.want)
			}
		})
	}
}

func (c *clinic) wantHook() {
	c.doctor.WebhookFlags = config.WebhookFlags{Webhook: "on", Public: "https://wall.example.org",
		Secret: "a-secret-of-letters"}
}

// hook registers a webhook, as the bot would.
func (c *clinic) hook(url string) {
	c.t.Helper()
	c.call("setWebhook", map[string]string{"url": url})
}

// Unsent messages are told, and are no illness: they go out when the bot runs.
func TestDoctorCountsMessages(t *testing.T) {
	t.Parallel()
	c := newClinic(t, false)
	c.keep(func(tx storage.Tx) (err error) {
		for range messagesPage + 2 {
			_, failed := tx.Send(storage.Message{Body: []byte("{}")})
			err = errors.Join(err, failed)
		}
		return err
	})
	found, err := c.examine()
	if want := "ok     messages  1002 messages wait"; err != nil || !strings.Contains(found, want) {
		t.Errorf("got %v and\n%swant %q", err, found, want)
	}
}

// The age of the oldest message is told, over all communities: for an hour it may wait, as while Telegram asks for
// patience.
func TestDoctorTellsTheOldestMessage(t *testing.T) {
	t.Parallel()
	for ago, want := range map[time.Duration]string{
		59 * time.Minute: "ok     messages  3 messages wait, the oldest since %s, and go while the bot runs",
		61 * time.Minute: "wrong  messages  3 messages wait, the oldest since %s; start the bot; if it runs, its log says",
	} {
		c := newClinic(t, false)
		oldest := time.Now().Add(-ago)
		send := func(written ...time.Time) func(storage.Tx) error {
			return func(tx storage.Tx) (err error) {
				for _, at := range written {
					body, failed := json.Marshal(say.Notice{Written: at})
					_, unsent := tx.Send(storage.Message{Body: body})
					err = errors.Join(err, failed, unsent)
				}
				return err
			}
		}
		c.keep(send(time.Now()))
		c.keepIn("elm", send(time.Now().Add(-time.Minute), oldest))
		found, err := c.examine()
		want = fmt.Sprintf(want, oldest.Local().Format("2006-01-02 15:04 MST"))
		if (err != nil) != (ago > tardyMessage) || !strings.Contains(found, want) {
			t.Errorf("got %v and\n%swant %q", err, found, want)
		}
	}
}

// The webhook of the settings is well, until Telegram cannot reach it.
func TestDoctorLooksAtWebhook(t *testing.T) {
	t.Parallel()
	c := newClinic(t, false)
	c.wantHook()
	c.hook("https://wall.example.org/telegram")
	c.owner.Say(c.group, "/wall")
	if found, err := c.examine(); err != nil ||
		!strings.Contains(found, "ok     updates   brought to https://wall.example.org/telegram, ") {
		t.Errorf("got %v and\n%s", err, found)
	}
	if err := c.server.Deliver(t.Context(), failing{}); err == nil {
		t.Fatal("the webhook did not fail")
	}
	found, err := c.examine()
	if want := "Telegram could not bring them: Wrong response from the webhook: 502"; err == nil ||
		!strings.Contains(found, want) {
		t.Errorf("got %v and\n%swant %q", err, found, want)
	}
}

// failing is a webhook behind a proxy that has lost it.
type failing struct{}

func (failing) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusBadGateway)
}

// call calls a method of the Bot API.
func (c *clinic) call(method string, params map[string]string) {
	c.t.Helper()
	form := url.Values{}
	for name, value := range params {
		form.Set(name, value)
	}
	res, err := http.PostForm(c.doctor.URL+"/bot"+doctorToken+"/"+method, form)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusOK {
		c.t.Fatalf("%s: %s %v", method, res.Status, err)
	}
}
