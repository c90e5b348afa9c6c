package dialog_test

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/community"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/permission"
)

// tuesday is a morning in Shanghai.
var tuesday = time.Date(2026, 12, 1, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

// reader knows the words of the test in English and Chinese, folded.
func reader() dialog.Reader {
	languages := []string{"en", "zh-Hans"}
	return dialog.Reader{Verbs: community.AllVerbs(), Now: tuesday, Languages: languages, Words: map[string]string{
		"同意": "yes", "反对": "no", "弃权": "abstain", "✅": "yes", "agree": "yes", "匿名": "anonymous", "受理": "accept",
		"小事":   "small",
		"不予受理": "decline", "违反政策": "policy", "已解决": "solved", "没人答复": "unanswered", "村规": "rule", "方案": "scheme",
		"满意": "satisfied", "不满意": "unsatisfied", "支持": "upheld",
		"承办单位": "handler", "成员": "member", "中文": "zh-Hans", "议事群": "council", "参加": "yes", "视察": "inspection",
		"书面": "written",
		"论证": "argument", "in writing": "written", "线上": "online", "都行": "all", "none of them": "nodate", "不行": "no",
		"专家": "expert", "确认": "confirm",
	}}
}

// show writes values in order, to be read by people.
func show(got form.Values) string {
	var all []string
	for _, k := range slices.Sorted(maps.Keys(got)) {
		all = append(all, fmt.Sprintf("%s=%s", k, got[k]))
	}
	return strings.Join(all, " ")
}

func TestLinesAreRead(t *testing.T) {
	for _, c := range []struct{ line, want, missing string }{
		{"support 12", "case=12", ""},
		{"support #12", "case=12", ""},
		{"support ＃１２", "case=12", ""},
		{"support", "", "case"},
		{"raise The lamps are dark", "name= text=The lamps are dark", ""},
		{"raise anonymous the lamps are dark", "name=anonymous text=the lamps are dark", ""},
		{"raise 匿名 路灯坏了", "name=anonymous text=路灯坏了", ""},
		{"raise Why are the lamps dark ?", "name= text=Why are the lamps dark ?", ""},
		{"raise", "", "text"},
		{"vote 12.1 yes", "ballot=12.1 choice=yes", ""},
		{"vote 12 同意", "ballot=12 choice=yes", ""},
		{"vote １２．１ 反对", "ballot=12.1 choice=no", ""},
		{"vote 12 ✅\ufe0f", "ballot=12 choice=yes", ""},
		{"vote 12", "ballot=12", "choice"},
		{"screen 12 accept", "case=12 verdict=accept", ""},
		{"screen 20-219 decline other a flood", "case=20-219 ground=other text=a flood verdict=decline", ""},
		{"screen 20–22,#30、31 decline policy", "case=20-22,30-31 ground=policy verdict=decline", ""},
		{"screen 20, 21, 23 answer done", "case=20-21,23 text=done verdict=answer", ""},
		{"screen ２０到２２ 不予受理 违反政策", "case=20-22 ground=policy verdict=decline", ""},
		{"screen 12 受理 小事", "case=12 track=small verdict=accept", ""},
		{"screen 12 decline", "case=12 verdict=decline", "ground"},
		{"screen 12 不予受理 违反政策", "case=12 ground=policy verdict=decline", ""},
		{"screen 12 decline other", "case=12 ground=other verdict=decline", "text"},
		{"screen 12 decline other it is private", "case=12 ground=other text=it is private verdict=decline", ""},
		{"screen 12 merge #7", "case=12 into=7 verdict=merge", ""},
		{"screen 12 answer It is ordered", "case=12 text=It is ordered verdict=answer", ""},
		{"screen 12 refer", "case=12 verdict=refer", "text"},
		{"rate 12 solved satisfied", "answered= case=12 satisfied=satisfied solved=solved", ""},
		{"rate 12 已解决 满意", "answered= case=12 satisfied=satisfied solved=solved", ""},
		{"rate 12 已解决 不满意", "answered= case=12 satisfied=unsatisfied solved=solved", "text"},
		{"rate 12 unsolved unsatisfied still dark",
			"answered= case=12 heard= satisfied=unsatisfied solved=unsolved text=still dark", ""},
		{"rate 12 solved answered satisfied", "answered=answered case=12 satisfied=satisfied solved=solved", ""},
		{"rate 12 solved satisfied unanswered", "answered= case=12 heard=unanswered satisfied=satisfied solved=solved", ""},
		{"rate 12 partly", "case=12 solved=partly", "answered"},
		{"rate 12 partly 没人答复", "answered=unanswered case=12 solved=partly", "satisfied"},
		{"publish 12 covenant", "case=12 published=covenant span=", ""},
		{"publish 12 村规 10wd", "case=12 published=rule span= valid=10wd", ""},
		{"publish 12 10wd 方案", "case=12 published=scheme span=10wd", ""},
		{"assembly 12 同意 83户", "case=12 choice=yes text=83户", ""},
		{"recurs 14 3", "case=14 earlier=3", ""}, {"again 3 dark again", "case=3 name= text=dark again", ""},
		{"again 3", "case=3", "name"},
		{"schedule 12，13 2026-12-03 09:00 hall", "cases=12,13 form= purpose= text=hall when=2026-12-03T09:00:00+08:00", ""},
		{"schedule #12, #13、14 明天下午3点 活动室", "cases=12,13,14 form= purpose= text=活动室 when=2026-12-02T15:00:00+08:00", ""},
		{"schedule 12, 2026-12-03 09:00 hall", "cases=12 form= purpose= text=hall when=2026-12-03T09:00:00+08:00", ""},
		{"schedule 12,12 2026-12-03 09:00", "cases=12 when=2026-12-03T09:00:00+08:00", "form"},
		{"schedule 12 12月3日 下午3点 视察 村口", "cases=12 form= purpose=inspection text=村口 when=2026-12-03T15:00:00+08:00", ""},
		{"schedule 12 friday 19:30 online https://example.org/x",
			"cases=12 form=online purpose= text=https://example.org/x when=2026-12-04T19:30:00+08:00", ""},
		{"schedule 12 12-03 09:00 书面 3天 论证", "cases=12 form=written purpose=argument span=3d when=2026-12-03T09:00:00+08:00",
			""},
		{"schedule 12 12-03 09:00 in writing", "cases=12 form=written when=2026-12-03T09:00:00+08:00", "span"},
		{"poll 12 12月3日 9:00、12月4日 19:30，村部",
			"cases=12 date1=2026-12-03T09:00:00+08:00 date2=2026-12-04T19:30:00+08:00 date3= form= purpose= text=村部", ""},
		{"poll 12 12-03 09:00 12-04 19:30; 12-05 9:00 线上 https://example.org",
			"cases=12 date1=2026-12-03T09:00:00+08:00 date2=2026-12-04T19:30:00+08:00 date3=2026-12-05T09:00:00+08:00 " +
				"date4= form=online purpose= text=https://example.org", ""},
		{"poll 12 12-03 09:00, 12-04 19:30", "cases=12 date1=2026-12-03T09:00:00+08:00 date2=2026-12-04T19:30:00+08:00",
			"date3"},
		{"suit M3 3、1", "dates=3,1 meeting=3", ""}, {"suit m3 都行", "dates=all meeting=3", ""},
		{"suit M3 None of them", "dates=none meeting=3", ""},
		{"suit M3 不行", "dates=none meeting=3", ""}, {"fix M3 2", "meeting=3 number=2", ""}, {"fix M3", "meeting=3", "number"},
		{"bring M3 专家：水利", "guest=expert:水利 meeting=3", ""}, {"bring M3 @hua", "guest=@hua meeting=3", ""},
		{"chair M3 @hua", "meeting=3 person=hua", ""}, {"checkin M3", "meeting=3", ""},
		{"checkin M3 @wang", "meeting=3 person=wang", ""},
		{"minutes M3 确认", "draft=confirm meeting=3", ""}, {"minutes M3", "meeting=3", "text"},
		{"minutes M3 Confirmed that the lamps come", "draft= meeting=3 text=Confirmed that the lamps come", ""},
		{"meetings", "", ""}, {"meetings M3", "meeting=3", ""},
		{"reschedule M3 2026-12-03 09:00", "meeting=3 when=2026-12-03T09:00:00+08:00", ""},
		{"reschedule m3 2026-12-03 09:00 hall", "meeting=3 text=hall when=2026-12-03T09:00:00+08:00", ""},
		{"open Ｍ３", "meeting=3", ""},
		{"checkin 3", "meeting=3", ""},
		{"rsvp M3 参加", "meeting=3 reply=yes", ""},
		{"assign 12 power 2026-12-24 put up lamps", "case=12 date=2026-12-24T18:00:00+08:00 text=put up lamps unit=power",
			""},
		{"assign 12 供电所 后天 装路灯", "case=12 date=2026-12-03T18:00:00+08:00 text=装路灯 unit=供电所", ""},
		{"assign 12 power 2026-12-24 12:00 lamps", "case=12 date=2026-12-24T12:00:00+08:00 text=lamps unit=power", ""},
		{"extend 12.2 2026-12-24 no parts", "date=2026-12-24T18:00:00+08:00 task=12.2 text=no parts", ""},
		{"done 12 twelve lamps", "task=12 text=twelve lamps", ""},
		{"proxy 12 @old_wang yes @clerk", "case=12 choice=yes person=old_wang witness=clerk", ""},
		{"vote 12 no too dear", "ballot=12 choice=no text=too dear", ""},
		{"vote 12 反对，太贵了", "ballot=12 choice=no text=太贵了", ""},
		{"vote 12 No, it is too dear", "ballot=12 choice=no text=it is too dear", ""},
		{"vote 12 1,3", "ballot=12 choice=1,3", ""},
		{"vote 12 1,3 for the shade", "ballot=12 choice=1,3 text=for the shade", ""},
		{"proxy 12 @old_wang yes", "case=12 choice=yes person=old_wang", "witness"},
		{"appoint 承办单位：供电所 @li", "person=li role=handler:供电所", ""},
		{"appoint Member @li", "person=li role=member", ""},
		{"invite expert:law", "role=expert:law", ""},
		{"publish 12", "case=12", ""},
		{"publish 12 10wd", "case=12 span=10wd", ""},
		{"settle 12 2 支持 they are right", "case=12 number=2 ruling=upheld text=they are right", ""},
		{"resolve 12 a New lamps", "case=12 class=A text=New lamps", ""},
		{"language 中文", "language=zh-Hans", ""},
		{"bind 议事群", "room=council", ""},
		{"settings", "", ""},
		{"settings echo_every 5d", "text=5d word=echo_every", ""},
		{"settings zone", "word=zone", "text"},
		{"withdraw 12", "case=12", ""},
		{"case 12。", "case=12", ""}, {"case 12.", "case=12", ""}, {"checkin M3！", "meeting=3", ""}, {"wall 。", "", ""},
		{"vote 12. 同意。", "ballot=12 choice=yes", ""}, {"involve 12 @li。", "case=12 person=li", ""},
	} {
		t.Run(c.line, func(t *testing.T) {
			verb, rest := dialog.Verb(c.line)
			got := form.Values{}
			if wish, err := reader().Line(verb, rest, got); err != nil || wish {
				t.Fatalf("wish %v, %v", wish, err)
			}
			f, _ := dialog.Missing(community.AllVerbs(), verb, got, false)
			if show(got) != c.want || f.Name != c.missing {
				t.Errorf("expected %q lacking %q, got %q lacking %q", c.want, c.missing, show(got), f.Name)
			}
		})
	}
}

func TestAWishAsksForWhatIsOptional(t *testing.T) {
	for _, c := range []struct{ line, want, next string }{
		{"publish 12 ?", "case=12", "span"}, {"publish 12 ？", "case=12", "span"}, {"raise ?", "", "name"},
		{"screen 12 accept ?", "case=12 verdict=accept", "track"},
		{"reschedule M3 2026-12-03 09:00 ?", "meeting=3 when=2026-12-03T09:00:00+08:00", "text"},
	} {
		verb, rest := dialog.Verb(c.line)
		got := form.Values{}
		wish, err := reader().Line(verb, rest, got)
		if f, _ := dialog.Missing(community.AllVerbs(), verb, got, wish); !wish || err != nil || show(got) != c.want ||
			f.Name != c.next {
			t.Errorf("%s: expected %q and to be asked for %s; got %q, %s (wish %v, %v)", c.line, c.want, c.next, show(got),
				f.Name, wish, err)
		}
	}
}

func TestProblemsSayWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ line, field, kind string }{
		{"support twelve", "case", "case"}, {"support 0", "case", "case"}, {"support -3", "case", "case"},
		{"support 99999999999", "case", "case"},
		{"done 12.x lamps", "task", "case"}, {"vote 12.x yes", "ballot", "case"}, {"vote 12.1 perhaps", "choice", "choice"},
		{"vote 12.1 1,9", "choice", "choice"},
		{"open 3M", "meeting", "meeting"}, {"settle 12 two", "number", "number"},
		{"schedule x 2026-12-03 09:00 hall", "cases", "case"}, {"schedule ,, 2026-12-03", "cases", "case"},
		{"schedule 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21 2026-12-03 09:00", "cases", "case"},
		{"schedule 12 soon hall", "when", "date"}, {"schedule 12 2026-02-30 09:00 hall", "when", "no_such_date"},
		{"schedule 12 2026-12-03 hall", "when", "hour"}, {"assign 12 power someday lamps", "date", "date"},
		{"appoint king @li", "role", "role"}, {"appoint handler @li", "role", "role"},
		{"appoint secretary:x @li", "role", "role"},
		{"appoint member li", "person", "person"}, {"appoint member @", "person", "person"},
		{"appoint member @#7", "person", "person"},
		{"publish 12 ten", "span", "span"}, {"screen 12 accept gigantic", "track", "option"},
		{"settings mood", "word", "option"},
		{"statement 12 ...", "text", "words"}, {"withdraw 12 !", "text", "words"},
		{"statement 12 " + strings.Repeat("a", dialog.MaxText+1), "text", "long"},
		{"procedure \u200f", "word", "words"},
	} {
		t.Run(c.line[:min(len(c.line), 40)], func(t *testing.T) {
			verb, rest := dialog.Verb(c.line)
			got := form.Values{}
			_, err := reader().Line(verb, rest, got)
			var p *dialog.Problem
			if !errors.As(err, &p) || p.Field.Name != c.field || p.Kind != c.kind {
				t.Fatalf("expected the %s to have the problem %s, got %v", c.field, c.kind, err)
			}
			if _, have := got[c.field]; have {
				t.Errorf("what is wrong was kept: %q", show(got))
			}
			if p.Given != "" && strings.Contains(p.Error(), p.Given) {
				t.Errorf("the error for operators tells what was typed: %s", p)
			}
		})
	}
}

// TestNoWordsAtTheEndAreDropped puts words behind a whole line of every verb that does not end with a text: nothing
// takes them, so they are a problem.
func TestNoWordsAtTheEndAreDropped(t *testing.T) {
	tried := 0
	for _, v := range community.AllVerbs().All() {
		line, got, ok := wholeLine(v.Name)
		if !ok {
			continue
		}
		tried++
		if _, err := reader().Line(v.Name, line, form.Values{}); err != nil {
			t.Errorf("%s %s is not whole: %v", v.Name, line, err)
			continue
		}
		after := form.Values{}
		_, err := reader().Line(v.Name, line+" but I will not", after)
		var p *dialog.Problem
		if !errors.As(err, &p) {
			t.Errorf("%s %s but I will not: nothing is wrong, and it is read as %q", v.Name, line, show(after))
		}
		fields, _ := community.AllVerbs().Fields(v.Name, got)
		votes := slices.ContainsFunc(fields, func(f form.Field) bool { return f.Kind == form.Paper })
		if p != nil && p.Kind == dialog.LeftOver && (p.Given == "") != votes {
			t.Errorf("%s %s: the words are given as %q", v.Name, line, p.Given)
		}
	}
	if tried < 40 {
		t.Errorf("only %d verbs were tried", tried)
	}
}

// wholeLine is all that a verb takes, with the first of each choice; ok is false where a text comes last, which takes
// whatever stands behind, and for what nobody types.
func wholeLine(v permission.Verb) (line string, got form.Values, ok bool) {
	got = form.Values{}
	if _, ok = community.AllVerbs().Fields(v, got); !ok {
		return "", nil, false
	}
	words := map[form.Kind]string{
		form.CaseNo: "12", form.CaseList: "12", form.TaskNo: "12.1", form.BallotNo: "12.1", form.MeetingNo: "M3",
		form.Number: "2", form.TieNo: "1", form.When: "2026-12-03 09:00", form.Date: "2026-12-24", form.Person: "@li",
		form.Role: "member", form.Span: "7d", form.Word: "word", form.MonthDay: "15", form.Hour: "18:00", form.Paper: "yes",
		form.DateNos: "1", form.Guest: "@hua", form.Name: "li", form.Language: "en",
	}
	for {
		f, more := dialog.Missing(community.AllVerbs(), v, got, true)
		switch {
		case !more:
			return strings.TrimSpace(line), got, true
		case f.Kind == form.Text:
			return "", nil, false
		}
		word := cmp.Or(words[f.Kind], "12")
		if len(f.Options) > 0 {
			word = f.Options[0]
		}
		line, got[f.Name] = line+" "+word, word
	}
}

func TestVerbsAreReadInAnyCase(t *testing.T) {
	for line, want := range map[string]string{"": "|", "Raise": "raise|", " VOTE  12 yes ": "vote|12 yes",
		"raise\nlamps": "raise|lamps"} {
		verb, rest := dialog.Verb(line)
		if got := string(verb) + "|" + rest; got != want {
			t.Errorf("%q: expected %q, got %q", line, want, got)
		}
	}
}

func TestEveryVerbOfTheTableIsInTheGrammarButWhatNobodyTypes(t *testing.T) {
	for _, rule := range community.AllVerbs().Permissions().All() {
		_, known := community.AllVerbs().Fields(rule.Verb, form.Values{})
		untyped := rule.Verb == permission.Photo || rule.Verb == permission.Reword
		if known == untyped {
			t.Errorf("%s: in the grammar is %v", rule.Verb, known)
		}
	}
	if _, known := dialog.Missing(community.AllVerbs(), "dance", form.Values{}, true); known {
		t.Error("dance lacks something")
	}
}
