package locales_test

import (
	"fmt"

	"echowall/locales"
)

// Each reader has the text in their own language, in the plural form that the count asks for.
func ExampleCatalogue_Render() {
	texts, err := locales.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, tag := range []string{"en-GB", "zh-CN"} {
		for _, count := range []int{1, 3} {
			text, err := texts.Render(texts.Match(tag), "wall.count", map[string]any{"Count": count}, &count)
			fmt.Println(tag, text, err)
		}
	}
	// Output:
	// en-GB One open case <nil>
	// en-GB 3 open cases <nil>
	// zh-CN 办理中的议题1件 <nil>
	// zh-CN 办理中的议题3件 <nil>
}

// The words in which people answer are one list over all languages.
func ExampleCatalogue_Lexicon() {
	texts, err := locales.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	words := texts.Lexicon()
	for _, word := range []string{"Agree", "赞成", "弃权"} {
		fmt.Println(word, "means", words[locales.Fold(word)])
	}
	// Output:
	// Agree means yes
	// 赞成 means yes
	// 弃权 means abstain
}
