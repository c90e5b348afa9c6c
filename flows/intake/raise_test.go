package intake_test

import (
	"testing"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func TestIntakeEndsWhenTaken(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Told("task.screen", village.Secretary, village.Convener)
	v.Must(life.Command{Verb: permission.Take, By: village.Secretary, Case: n})
	v.Is(n, procedure.Screening)
	v.HeardIn(say.Wall, "echo.entered.taken")
	v.Told("task.screen.now", village.Secretary, village.Convener)
	v.Refused("refuse.stage", life.Command{Verb: permission.Take, By: village.Secretary, Case: n})
}

func TestIntakeEndsWithEnoughSupporters(t *testing.T) {
	v := village.Found(t, "hall")
	n := v.Raised()
	for i, p := range []int{village.Member, village.Elder, village.Widow} {
		v.Is(n, procedure.Intake)
		v.Must(life.Command{Verb: permission.Support, By: p, Case: n})
		if got := v.Find(n).Supporters; got != i+1 {
			t.Fatalf("%d supporters after %d", got, i+1)
		}
	}
	v.Is(n, procedure.Screening)
	v.HeardIn(say.Wall, "echo.entered.supported")
	v.Told("echo.entered.supported", village.Member, village.Elder, village.Resident, village.Widow)
}

func TestIntakeEndsWithTime(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Pass(3*village.Day - 1)
	v.Is(n, procedure.Intake)
	v.Pass(1)
	v.Is(n, procedure.Screening)
	v.HeardIn(say.Wall, "echo.entered.time")
}

func TestOneSupportsOnceAndNotOnesOwn(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Refused("refuse.own_case", life.Command{Verb: permission.Support, By: village.Resident, Case: n})
	v.Must(life.Command{Verb: permission.Support, By: village.Widow, Case: n})
	v.Refused("refuse.supported", life.Command{Verb: permission.Support, By: village.Widow, Case: n})
	v.Refused("refuse.no_case", life.Command{Verb: permission.Support, By: village.Widow, Case: 99})
}

func TestAnAnonymousRaiserIsNotToldThatTheCaseIsTheirs(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Raise, By: village.Shy,
		Values: intake.Raise{Anonymous: true, Text: "My landlord cuts the water"},
	})
	for _, n := range v.Notices {
		if n.Message.ID == "task.screen" && n.Message.Args["By"].Msg == nil {
			t.Error("the office is told who raised it")
		}
	}
	v.Refused("refuse.supported", life.Command{Verb: permission.Support, By: village.Shy, Case: 1})
}

func TestNobodyHasMoreMattersWithoutANameThanTheCommunityLetsThem(t *testing.T) {
	v := village.Found(t, "six-step")
	raise := func(person int, anonymous bool) life.Command {
		return life.Command{
			Verb: permission.Raise, By: person, Values: intake.Raise{Anonymous: anonymous, Text: "The water is cut off"},
		}
	}
	for range 5 {
		v.Must(raise(village.Shy, true))
	}
	v.Refused("refuse.unnamed_many", raise(village.Shy, true))
	v.Must(raise(village.Shy, false))
	v.Must(raise(village.Widow, true))
	for range 6 {
		v.Must(raise(village.Secretary, true)) // who holds an office may do more
	}
	v.Must(life.Command{
		Verb: permission.Withdraw, By: village.Shy, Case: 1, Values: life.Prose{Text: "it runs again"},
	})
	v.Must(raise(village.Shy, true))
	v.Refused("refuse.unnamed_many", raise(village.Shy, true))
	v.ProvesJournal()
}

func TestTheTextIsTheRaisersUntilItIsTaken(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Refused("refuse.too_short", life.Command{
		Verb: permission.Raise, By: village.Resident, Values: intake.Raise{Text: " ab "},
	})
	n := v.Raised()
	v.Must(life.Command{
		Verb: permission.Reword, By: village.Resident, Case: n,
		Values: life.Prose{Text: "The lamps and the benches. All of them."},
	})
	v.Must(life.Command{Verb: permission.Photo, By: village.Resident, Case: n, Photos: []string{"a", "b"}})
	v.Refused("refuse.photos_many",
		life.Command{Verb: permission.Photo, By: village.Resident, Case: n, Photos: make([]string, 9)})
	v.Must(life.Command{Verb: permission.Reword, By: village.Resident, Case: n, Values: life.Prose{Text: "no"}})
	c := v.Find(n)
	if c.Title != "The lamps and the benches" || len(c.Photos) != 2 || len(v.Events) != 0 {
		t.Errorf("got %q with %d photos", c.Title, len(c.Photos))
	}
	v.Must(life.Command{Verb: permission.Raise, By: village.Resident, Photos: []string{"a"}})
	v.HeardIn(say.Group, "case.photos")
}

func TestWithdrawingEndsACase(t *testing.T) {
	for _, road := range []func(*village.Village) int{
		(*village.Village).Raised, (*village.Village).Screened, (*village.Village).Talked,
	} {
		v := village.Found(t, "six-step")
		n := road(v)
		v.Refused("refuse.role", life.Command{Verb: permission.Withdraw, By: village.Widow, Case: n})
		v.Must(life.Command{
			Verb: permission.Withdraw, By: village.Resident, Case: n, Values: life.Prose{Text: "they burn again"},
		})
		v.Ended(n, cases.Withdrawn)
	}
}
