package say_test

import (
	"encoding/json"
	"fmt"

	"echowall/flows/say"
)

// A notice holds no text: it names a message with its data and where it goes. It is put into the reader's language
// when it is sent, and the button gives a line as somebody would type it.
func ExampleNotice() {
	notice := say.Notice{
		To:      say.Address{Person: 7},
		Message: say.New("notice.vote.resolution", say.Args{"Case": say.Num(12), "Title": say.Text("The lamps")}),
		Buttons: [][]say.Button{say.Row(
			say.Press(say.New("button.vote.yes"), "vote 12.1 yes"),
			say.Press(say.New("button.vote.no"), "vote 12.1 no"),
		)},
		About: "vote 12.1",
	}
	raw, err := json.Marshal(notice.Message)
	fmt.Println(string(raw), err)
	for _, button := range notice.Buttons[0] {
		fmt.Println(button.Label.ID, "gives", button.Line)
	}
	// Output:
	// {"id":"notice.vote.resolution","args":{"Case":{"n":12},"Title":{"s":"The lamps"}}} <nil>
	// button.vote.yes gives vote 12.1 yes
	// button.vote.no gives vote 12.1 no
}

// A card is a view: it is posted once and edited afterwards, and only its latest state is worth sending.
func ExampleCardView() {
	card := say.Notice{To: say.Address{Room: say.Group}, View: say.CardView(12)}
	wall := say.Notice{To: say.Address{Room: say.Group}, View: say.WallView}
	fmt.Println(card.View, wall.View)
	// Output:
	// card:12 wall
}
