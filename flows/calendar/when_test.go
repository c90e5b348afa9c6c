package calendar

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// TestParseWhen reads what people type on Tuesday, 2 June 2026, at noon.
func TestParseWhen(t *testing.T) {
	for text, want := range map[string]string{
		"2026-12-03": "2026-12-03", "2026-12-3": "2026-12-03", "2026/12/3": "2026-12-03", "12-03": "2026-12-03",
		"12-3":  "2026-12-03",
		"12月3日": "2026-12-03", "12月3号": "2026-12-03", "2026年12月3日": "2026-12-03", "２０２６－１２－０３": "2026-12-03",
		"1999-12-31": "1999-12-31", // the past is the caller's matter
		"06-01":      "2027-06-01", "06-02": "2026-06-02", "6月1日": "2027-06-01",
		"今天": "2026-06-02", "明天": "2026-06-03", "后天": "2026-06-04", "大后天": "2026-06-05", "Today": "2026-06-02",
		"tomorrow": "2026-06-03",
		"周五":       "2026-06-05", "星期五": "2026-06-05", "周一": "2026-06-08", "周二": "2026-06-02", "周日": "2026-06-07",
		"星期天": "2026-06-07",
		"下周三": "2026-06-10", "下星期日": "2026-06-14", "本周一": "2026-06-01", "这周六": "2026-06-06", "FRIDAY": "2026-06-05",
		"mon": "2026-06-08",

		"2026-12-03 09:00": "2026-12-03 09:00", "2026-12-03 9:00": "2026-12-03 09:00", "2026-12-03T09:00": "2026-12-03 09:00",
		"2026-12-03 ０９：００": "2026-12-03 09:00", "12-03t9:30": "2026-12-03 09:30",
		"明天 9点": "2026-06-03 09:00", "明天 9点半": "2026-06-03 09:30", "明天 9点5分": "2026-06-03 09:05",
		"明天 9点45": "2026-06-03 09:45", "明天 9點鐘": "2026-06-03 09:00",
		"明天下午3点": "2026-06-03 15:00", "下周三下午3点半": "2026-06-10 15:30", "12月3日9:00": "2026-12-03 09:00", "下午": "",
		"tomorrow 3pm": "2026-06-03 15:00", "friday 3:30PM": "2026-06-05 15:30", "friday 12am": "2026-06-05 00:00",
		"friday 12pm": "2026-06-05 12:00",
		"friday 9am":  "2026-06-05 09:00", "明天 凌晨12点": "2026-06-03 00:00", "明天 凌晨3点": "2026-06-03 03:00",
		"明天 早上8点": "2026-06-03 08:00", "明天 上午12点": "2026-06-03 12:00",
		"明天 中午12点": "2026-06-03 12:00", "明天 中午1点": "2026-06-03 13:00", "明天 下午12点": "2026-06-03 12:00",
		"明天 下午15:00": "2026-06-03 15:00",
		"明天 晚上8点":    "2026-06-03 20:00", "明天 晚上20点": "2026-06-03 20:00", "明天 0:00": "2026-06-03 00:00",
		"明天 23:59": "2026-06-03 23:59",

		"tuesday 9:00":  "2026-06-09 09:00", // this Tuesday's nine o'clock has passed
		"tuesday 12:00": "2026-06-02 12:00", "tuesday 3pm": "2026-06-02 15:00", "周二 11:59": "2026-06-09 11:59",
		"06-02 9:00": "2026-06-02 09:00", "today 9:00": "2026-06-02 09:00",
	} {
		now := at(t, place(t, "Asia/Shanghai"), "2026-06-02 12:00")
		got, used, hasHour, err := ParseWhen(append(strings.Fields(text), "2号楼"), now)
		if want == "" {
			if !errors.Is(err, ErrNotADate) {
				t.Errorf("%q: got %s, %v", text, got, err)
			}
			continue
		}
		layout := "2006-01-02"
		if strings.Contains(want, ":") {
			layout += " 15:04"
		}
		if err != nil || got.Format(layout) != want || used != len(strings.Fields(text)) || hasHour != (len(want) > 10) {
			t.Errorf("%q: got %s, %d words, hour %v, %v, want %s", text, got, used, hasHour, err, want)
		}
		if got.Location() != now.Location() || !hasHour && !got.Equal(DayOf(got).At(0, now.Location())) {
			t.Errorf("%q: %s is not there or not the beginning of the day", text, got)
		}
	}
}

func TestParseWhenLeavesTheRest(t *testing.T) {
	now := at(t, time.UTC, "2026-06-02 12:00")
	for _, rest := range []string{"3", "9:5", "100:00", "3号楼", "pm", "三点", "下午", "下午3", "9：0", "9:00,", "会议室", ""} {
		got, used, hasHour, err := ParseWhen([]string{"12-03", rest, "9:00"}, now)
		if err != nil || used != 1 || hasHour || !got.Equal(at(t, time.UTC, "2026-12-03 00:00")) {
			t.Errorf("%q: got %s, %d words, hour %v, %v", rest, got, used, hasHour, err)
		}
	}
}

func TestParseWhenRefuses(t *testing.T) {
	for text, want := range map[string]error{
		"2026-02-30": ErrNoSuchDate, "2026-13-01": ErrNoSuchDate, "2026-00-10": ErrNoSuchDate, "2026-01-00": ErrNoSuchDate,
		"0000-01-01": ErrNoSuchDate,
		"02-30":      ErrNoSuchDate, "02-29": ErrNoSuchDate, "13月1日": ErrNoSuchDate, "2026年2月29日": ErrNoSuchDate,
		"12-03 24:61": ErrNoSuchDate, "12-03 24:00": ErrNoSuchDate, "12-03 9:60": ErrNoSuchDate,
		"12-03 9点60分": ErrNoSuchDate, "12-03T25:00": ErrNoSuchDate,
		"12-03 13pm": ErrNoSuchDate, "12-03 0am": ErrNoSuchDate, "12-03 上午15点": ErrNoSuchDate, "12-03 晚上12点": ErrNoSuchDate,
		"12-03 下午0点": ErrNoSuchDate,
		"12-03 中午9点": ErrNoSuchDate, "12-03 中午0点": ErrNoSuchDate, "12-03 凌晨9点": ErrNoSuchDate, "12-03 下午25点": ErrNoSuchDate,

		"": ErrNotADate, "soon": ErrNotADate, "9:00": ErrNotADate, "下午3点": ErrNotADate, "12/3": ErrNotADate,
		"3.12.2026": ErrNotADate, "2026-12": ErrNotADate,
		"2026": ErrNotADate, "2026-12/03": ErrNotADate, "2026-012-03": ErrNotADate, "26-12-03": ErrNotADate,
		"2026-12-03T": ErrNotADate, "2026-12-03Tx": ErrNotADate,
		"2026-12-03T9": ErrNotADate, "2026-12-0309:00": ErrNotADate, "2026-12-03x": ErrNotADate, "12月": ErrNotADate,
		"12月3": ErrNotADate, "周": ErrNotADate, "周八": ErrNotADate,
		"下周": ErrNotADate, "month": ErrNotADate, "周一至周五": ErrNotADate, "明天9点会": ErrNotADate, "-12-03": ErrNotADate,
	} {
		got, used, hasHour, err := ParseWhen(strings.Fields(text), at(t, time.UTC, "2026-06-02 12:00"))
		if !errors.Is(err, want) || used != 0 || hasHour || !got.IsZero() {
			t.Errorf("%q: got %s, %d, %v, %v, want %v", text, got, used, hasHour, err, want)
		}
	}
}

func TestParseWhenYearless(t *testing.T) {
	for _, c := range []struct{ now, text, want string }{
		{"2026-12-31 23:59", "12-31", "2026-12-31"},
		{"2026-12-31 23:59", "01-01", "2027-01-01"},
		{"2026-12-31 23:59", "明天", "2027-01-01"},
		{"2027-06-01 12:00", "02-29", "2028-02-29"},
		{"2028-02-29 12:00", "02-29", "2028-02-29"},
		{"2026-06-07 12:00", "下周一", "2026-06-08"}, // Sunday ends the week
		{"2026-06-07 12:00", "本周日", "2026-06-07"},
	} {
		got, _, _, err := ParseWhen([]string{c.text}, at(t, time.UTC, c.now))
		if err != nil || got.Format(time.DateOnly) != c.want {
			t.Errorf("%s on %s: got %s, %v, want %s", c.text, c.now, got, err, c.want)
		}
	}
}

func TestParseWhenSummerTime(t *testing.T) {
	for _, c := range []struct{ place, text, want string }{
		{"Europe/Madrid", "2026-03-29 02:30", "2026-03-29 03:30 +0200"},
		{"Europe/Madrid", "2026-03-29 09:00", "2026-03-29 09:00 +0200"},
		{"Europe/Madrid", "2026-10-25 09:00", "2026-10-25 09:00 +0100"},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04 01:00 -0200"}, // the day began at one
		{"America/Sao_Paulo", "2018-11-04 00:30", "2018-11-04 01:30 -0200"},
		{"America/Sao_Paulo", "2026-11-04", "2026-11-04 00:00 -0300"},
	} {
		got, _, _, err := ParseWhen(strings.Fields(c.text), at(t, place(t, c.place), "2018-10-01 12:00"))
		if err != nil || got.Format("2006-01-02 15:04 -0700") != c.want {
			t.Errorf("%s in %s: got %s, %v, want %s", c.text, c.place, got, err, c.want)
		}
	}
}

func FuzzParseWhen(f *testing.F) {
	for _, text := range []string{
		"2026-12-03 09:00", "2026/12/3", "12-03", "12月3日 9点半", "2026年12月3日", "明天下午3点", "下周三", "friday 3pm",
		"2026-12-03T09:00",
		"２０２６－１２－０３ ０９：００", "2026-02-30", "12-03 24:61", "9999-12-31", "0001-01-01", "tuesday 0:00",
	} {
		f.Add(text, int64(1_780_000_000), uint8(0))
	}
	f.Fuzz(func(t *testing.T, text string, second int64, where uint8) {
		loc := place(t, places()[int(where)%len(places())])
		now := time.Unix(second&0xffff_ffff, 0).In(loc) // up to 2106
		words := strings.Fields(text)
		got, used, hasHour, err := ParseWhen(words, now)
		if err != nil {
			if !errors.Is(err, ErrNotADate) && !errors.Is(err, ErrNoSuchDate) || used != 0 || hasHour || !got.IsZero() {
				t.Fatalf("%q: got %s, %d, %v, %v", text, got, used, hasHour, err)
			}
			return
		}
		if used < 1 || used > min(2, len(words)) || used == 2 && !hasHour || got.Location() != loc || got.Year() < 1 ||
			got.Year() > 9999 {
			t.Fatalf("%q: got %s, %d words, hour %v", text, got, used, hasHour)
		}
		if !hasHour && !got.Equal(DayOf(got).At(0, loc)) {
			t.Fatalf("%q: %s is not the beginning of the day", text, got)
		}
		if got.Second() != 0 {
			return // moved out of a skipped hour by the odd seconds of a local mean time
		}
		back, _, _, err := ParseWhen([]string{got.Format("2006-01-02T15:04")}, now)
		if err != nil || !back.Equal(got) {
			t.Fatalf("%q: %s was read back as %s, %v", text, got, back, err)
		}
	})
}
