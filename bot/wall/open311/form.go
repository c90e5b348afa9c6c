package open311

import "encoding/xml"

// The elements, as both formats name them.
type (
	// Service is something that may be asked for.
	Service struct {
		XMLName     xml.Name `xml:"service" json:"-"`
		Code        string   `xml:"service_code" json:"service_code"`
		Name        string   `xml:"service_name" json:"service_name"`
		Description string   `xml:"description" json:"description"`
		Metadata    bool     `xml:"metadata" json:"metadata"`
		Type        string   `xml:"type" json:"type"`
		Keywords    string   `xml:"keywords" json:"keywords"`
		Group       string   `xml:"group" json:"group"`
	}
	// Definition is what must be said to ask for a service.
	Definition struct {
		XMLName    xml.Name `xml:"service_definition" json:"-"`
		Code       string   `xml:"service_code" json:"service_code"`
		Attributes struct{} `xml:"attributes" json:"-"`
		None       []string `xml:"-" json:"attributes"`
	}
	// Request is a case.
	Request struct {
		XMLName    xml.Name  `xml:"request" json:"-"`
		ID         string    `xml:"service_request_id" json:"service_request_id"`
		Status     string    `xml:"status" json:"status"`
		Notes      string    `xml:"status_notes" json:"status_notes"`
		Name       string    `xml:"service_name" json:"service_name"`
		Code       string    `xml:"service_code" json:"service_code"`
		Text       string    `xml:"description" json:"description"`
		Agency     string    `xml:"agency_responsible" json:"agency_responsible"`
		Notice     string    `xml:"service_notice" json:"service_notice"`
		Requested  string    `xml:"requested_datetime" json:"requested_datetime"`
		Updated    string    `xml:"updated_datetime" json:"updated_datetime"`
		Expected   string    `xml:"expected_datetime" json:"expected_datetime"`
		Address    string    `xml:"address" json:"address"`
		AddressID  string    `xml:"address_id" json:"address_id"`
		Zip        string    `xml:"zipcode" json:"zipcode"`
		Lat        string    `xml:"lat" json:"lat"`
		Long       string    `xml:"long" json:"long"`
		Media      string    `xml:"media_url" json:"media_url"`
		Extensions *Extended `xml:"extended_attributes" json:"extended_attributes,omitempty"`
	}
	// Extended is what a case has beyond the specification.
	Extended struct {
		URL        string `xml:"url" json:"url"`
		Title      string `xml:"title" json:"title"`
		Stage      string `xml:"stage" json:"stage"`
		Step       string `xml:"step" json:"step"`
		StepNumber int    `xml:"step_number" json:"step_number"`
		Steps      int    `xml:"steps" json:"steps"`
		Overdue    bool   `xml:"overdue" json:"overdue"`
		Supporters int    `xml:"supporters" json:"supporters"`
		Outcome    string `xml:"outcome" json:"outcome"`
	}
	// Receipt is what whoever has filed a case is told.
	Receipt struct {
		XMLName xml.Name `xml:"request" json:"-"`
		ID      string   `xml:"service_request_id,omitempty" json:"service_request_id,omitempty"`
		Token   string   `xml:"token,omitempty" json:"token,omitempty"`
		Notice  string   `xml:"service_notice" json:"service_notice"`
		Account string   `xml:"account_id" json:"account_id"`
	}
	// Fault is why something was not done.
	Fault struct {
		XMLName     xml.Name `xml:"error" json:"-"`
		Code        int      `xml:"code" json:"code"`
		Description string   `xml:"description" json:"description"`
	}
)

// Error is what a fault says.
func (f *Fault) Error() string { return f.Description }
