package api_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"strings"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// call is how any bot calls Telegram: a method, and parameters.
func call(telegram *http.Client, method string, params url.Values) string {
	res, err := telegram.PostForm("http://telegram.sim/bot42:TEST/"+method, params)
	if err != nil {
		log.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		log.Fatal(err)
	}
	return string(body)
}

// A Telegram with a village in it: people speak, the bot fetches what they said, answers, and is refused what Telegram
// would refuse.
func ExampleServer() {
	telegram := api.New(api.Config{Token: "42:TEST", Username: "echo_wall_bot", Name: "Echo Wall"})
	defer telegram.Close()
	li := telegram.AddUser(people.User{First: "Li"})
	village := telegram.AddGroup("Willow Village", li)
	telegram.AddBot(village, li)
	li.Say(village, "/raise The lamps are dark")

	updates := call(telegram.Client(), "getUpdates", nil)
	fmt.Println("heard:", strings.Contains(updates, "The lamps are dark"))

	chat := fmt.Sprint(village.ID)
	said := url.Values{"chat_id": {chat}, "parse_mode": {"HTML"}, "text": {"<b>#1</b> The lamps are dark"}}
	call(telegram.Client(), "sendMessage", said)
	last, _ := telegram.Last(village)
	fmt.Println("said:", last.Text)
	said.Set("text", "<b>#1")
	call(telegram.Client(), "sendMessage", said)
	calls := telegram.Stats().Calls
	fmt.Println("refused:", calls[len(calls)-1].Description)
	// Output:
	// heard: true
	// said: #1 The lamps are dark
	// refused: Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"
}

// A script says what people do, a line a deed.
func ExampleCast_Do() {
	telegram := api.New(api.Config{Token: "42:TEST", Username: "echo_wall_bot"})
	defer telegram.Close()
	li := telegram.AddUser(people.User{First: "Li"})
	cast := &people.Cast{
		World: telegram.World, Group: telegram.AddGroup("Willow Village", li), Owner: li,
		People: map[string]*people.User{"li": li},
	}
	for _, line := range []string{
		"the bot is added", "li: Good morning", `li replies to "Good": Is anybody there?`, "wang: I am",
	} {
		if err := cast.Do(line); err != nil {
			fmt.Println(err)
		}
	}
	for _, m := range telegram.Messages(cast.Group) {
		if m.Service == "" {
			fmt.Println(m.From.Name()+":", m.Text)
		}
	}
	// Output:
	// there is nobody of that name: "wang"
	// Li: Good morning
	// Li: Is anybody there?
}
