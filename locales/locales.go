// Package locales holds every sentence people read and every word they may answer with, one folder of go-i18n
// message files a language, a file a noun. It knows message ids and placeholders, and nothing of what they are
// about: package text renders with it. A folder named after a language's tag is all that a language needs: what
// there is to say of the languages themselves, their names and the words for them, is known of every tag and added
// here.
//
// Texts are text/template over data that is rendered and escaped already; they may hold the simple tags of
// Telegram's HTML.
package locales

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Default is the language of whoever speaks none of the catalogue's.
const Default = "en"

// embedded is every folder beside this file.
//
//go:embed */*.yaml
var embedded embed.FS

// Catalogue is every text in every language. It is made by Load, never changes, and may be used by many at once.
type Catalogue struct {
	languages  []string
	matcher    language.Matcher
	localizers map[string]*i18n.Localizer
	messages   map[string]map[string]*i18n.Message
}

// Load reads the message files that come with the program.
func Load() (*Catalogue, error) { return LoadFrom(embedded) }

// LoadFrom reads a folder of message files for each language, as Load does. An error names the file or the folder.
func LoadFrom(folders fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(folders, "*/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the message files: %w", err)
	}
	bundle := i18n.NewBundle(language.Make(Default))
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	c := &Catalogue{localizers: map[string]*i18n.Localizer{}, messages: map[string]map[string]*i18n.Message{}}
	for _, name := range names {
		if err := c.read(bundle, folders, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if c.messages[Default] == nil {
		return nil, fmt.Errorf("there is no folder %s, which others fall back to", Default)
	}
	c.sort()
	if err := c.nameLanguages(bundle); err != nil {
		return nil, fmt.Errorf("name the languages: %w", err)
	}
	for _, lang := range c.languages {
		c.localizers[lang] = i18n.NewLocalizer(bundle, lang)
	}
	return c, nil
}

func (c *Catalogue) read(bundle *i18n.Bundle, folders fs.FS, name string) error {
	raw, err := fs.ReadFile(folders, name)
	if err != nil {
		return fmt.Errorf("read the message file: %w", err)
	}
	// go-i18n takes the language from the file's name; here it is the folder's.
	lang := path.Dir(name)
	if _, err := language.Parse(lang); err != nil {
		return fmt.Errorf("the folder is not named after a language: %w", err)
	}
	file, err := bundle.ParseMessageFileBytes(raw, lang+".yaml")
	if err != nil {
		return fmt.Errorf("read the messages: %w", err)
	}
	if c.messages[lang] == nil {
		c.messages[lang] = map[string]*i18n.Message{}
	}
	for _, m := range file.Messages {
		if c.messages[lang][m.ID] != nil {
			return fmt.Errorf("message %q stands in two files", m.ID)
		}
		c.messages[lang][m.ID] = m
	}
	return nil
}

// sort puts the default language first, where the matcher looks for what to do with an unknown one.
func (c *Catalogue) sort() {
	c.languages = []string{Default}
	var others []string
	for lang := range c.messages {
		if lang != Default {
			others = append(others, lang)
		}
	}
	slices.Sort(others)
	c.languages = append(c.languages, others...)
	tags := make([]language.Tag, 0, len(c.languages))
	for _, lang := range c.languages {
		tags = append(tags, language.Make(lang))
	}
	c.matcher = language.NewMatcher(tags)
}

// Languages lists the languages by tag, the default first.
func (c *Catalogue) Languages() []string { return slices.Clone(c.languages) }

// Match finds the language for the first of the tags that fits one: "zh-CN" and "zh" are "zh-Hans". Where none
// fits it is Default.
func (c *Catalogue) Match(tags ...string) string {
	for _, t := range tags {
		tag, err := language.Parse(t)
		if err != nil {
			continue
		}
		if _, i, sure := c.matcher.Match(tag); sure > language.No {
			return c.languages[i]
		}
	}
	return Default
}

// noValue is what text/template writes for a datum that was not given. Telegram would take it for a tag and refuse
// the message.
const noValue = "<no value>"

// Render writes a message in a language. count chooses the plural form; nil where nothing is counted. A
// placeholder without its datum becomes "…". A message that the language does not have is an error.
func (c *Catalogue) Render(lang, id string, data map[string]any, count *int) (string, error) {
	localizer := c.localizers[lang]
	if localizer == nil {
		return "", fmt.Errorf("render %q: the catalogue has no language %q", id, lang)
	}
	config := i18n.LocalizeConfig{MessageID: id, TemplateData: data}
	if count != nil {
		config.PluralCount = *count
	}
	text, err := localizer.Localize(&config)
	// A message that is the same for one and many has no form for one; go-i18n complains of it and gives the right
	// text.
	var missing *i18n.MessageNotFoundErr
	if err != nil && (text == "" || errors.As(err, &missing)) {
		return "", fmt.Errorf("render %q in %s: %w", id, lang, err)
	}
	return strings.ReplaceAll(text, noValue, "…"), nil
}

// IDs lists the ids of the messages of a language, sorted.
func (c *Catalogue) IDs(lang string) []string {
	ids := make([]string, 0, len(c.messages[lang]))
	for id := range c.messages[lang] {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
