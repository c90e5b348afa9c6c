package meeting_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/meeting"
)

const day = 24 * time.Hour

// polled asks about three evenings, said in no order and one of them twice.
func polled() *meeting.Poll {
	return meeting.NewPoll([]time.Time{evening.Add(2 * day), evening, evening.Add(day), evening}, evening.Add(-10*day))
}

func TestAPollOffersEachDateOnceInOrder(t *testing.T) {
	p := polled()
	if want := []time.Time{evening, evening.Add(day), evening.Add(2 * day)}; !slices.EqualFunc(p.Dates, want,
		time.Time.Equal) {
		t.Errorf("offers %v", p.Dates)
	}
	for n, want := range map[int]bool{0: false, 1: true, 3: true, 4: false} {
		if _, ok := p.Date(n); ok != want {
			t.Errorf("date %d is there: %v", n, ok)
		}
	}
}

func TestAPollLeavesTimeBeforeItsFirstDate(t *testing.T) {
	for ahead, want := range map[time.Duration]time.Duration{10 * day: 3 * day, 4 * day: 2 * day,
		2 * time.Hour: time.Hour} {
		now := evening.Add(-ahead)
		if p := meeting.NewPoll([]time.Time{evening, evening.Add(day)}, now); !p.Until.Equal(now.Add(want)) {
			t.Errorf("%s ahead: asks until %s", ahead, p.Until)
		}
	}
}

func TestTheBestDateSuitsMostAndIsToCome(t *testing.T) {
	p := polled()
	p.Choose(2, []int{1, 2})
	p.Choose(3, []int{2, 3})
	p.Choose(4, []int{2})
	p.Choose(4, nil)
	if got := []int{p.Count(1), p.Count(2), p.Count(3)}; !slices.Equal(got, []int{1, 2, 1}) {
		t.Errorf("counted %v", got)
	}
	for _, c := range []struct {
		now  time.Time
		want int
	}{{evening.Add(-day), 2}, {evening.Add(day), 3}, {evening.Add(2 * day), 0}} {
		if got := p.Best(c.now); got != c.want {
			t.Errorf("at %s the best is %d", c.now, got)
		}
	}
	if !p.Answered([]int{2, 3, 4}) || p.Answered([]int{2, 3, 5}) {
		t.Error("who answered is miscounted")
	}
}

func TestOneDateIsTakenInAndOut(t *testing.T) {
	p := polled()
	for _, c := range []struct {
		press int
		want  []int
	}{{3, []int{3}}, {1, []int{1, 3}}, {3, []int{1}}, {1, nil}} {
		p.Choose(2, p.Toggled(2, c.press))
		if !slices.Equal(p.Choices[2], c.want) {
			t.Errorf("after pressing %d: %v", c.press, p.Choices[2])
		}
	}
}
