package method

// kind is the type a parameter must have.
type kind uint8

const (
	kindString kind = iota
	kindInt
	kindBool
	kindChat // an integer or an @name
	kindJSON // an object or a list, written as JSON
	kindFile // an upload, or a string that names a file
)

// Param is one parameter of a method.
type Param struct {
	name     string
	kind     kind
	required bool
}

// Spec lists the parameters of every method the stand-in knows, as Bot API 10.1
// (https://core.telegram.org/bots/api) documents them.
func Spec() map[string][]Param {
	return map[string][]Param{
		"getMe": {},
		"getUpdates": {
			{"offset", kindInt, false},
			{"limit", kindInt, false},
			{"timeout", kindInt, false},
			{"allowed_updates", kindJSON, false},
		},
		"setWebhook": {
			{"url", kindString, true},
			{"certificate", kindFile, false},
			{"ip_address", kindString, false},
			{"max_connections", kindInt, false},
			{"allowed_updates", kindJSON, false},
			{"drop_pending_updates", kindBool, false},
			{"secret_token", kindString, false},
		},
		"deleteWebhook": {
			{"drop_pending_updates", kindBool, false},
		},
		"getWebhookInfo": {},
		"sendMessage": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, true},
			{"message_thread_id", kindInt, false},
			{"direct_messages_topic_id", kindInt, false},
			{"text", kindString, true},
			{"parse_mode", kindString, false},
			{"entities", kindJSON, false},
			{"link_preview_options", kindJSON, false},
			{"disable_notification", kindBool, false},
			{"protect_content", kindBool, false},
			{"allow_paid_broadcast", kindBool, false},
			{"message_effect_id", kindString, false},
			{"suggested_post_parameters", kindJSON, false},
			{"reply_parameters", kindJSON, false},
			{"reply_markup", kindJSON, false},
		},
		"sendPhoto": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, true},
			{"message_thread_id", kindInt, false},
			{"direct_messages_topic_id", kindInt, false},
			{"photo", kindFile, true},
			{"caption", kindString, false},
			{"parse_mode", kindString, false},
			{"caption_entities", kindJSON, false},
			{"show_caption_above_media", kindBool, false},
			{"has_spoiler", kindBool, false},
			{"disable_notification", kindBool, false},
			{"protect_content", kindBool, false},
			{"allow_paid_broadcast", kindBool, false},
			{"message_effect_id", kindString, false},
			{"suggested_post_parameters", kindJSON, false},
			{"reply_parameters", kindJSON, false},
			{"reply_markup", kindJSON, false},
		},
		"sendDocument": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, true},
			{"message_thread_id", kindInt, false},
			{"direct_messages_topic_id", kindInt, false},
			{"document", kindFile, true},
			{"thumbnail", kindFile, false},
			{"caption", kindString, false},
			{"parse_mode", kindString, false},
			{"caption_entities", kindJSON, false},
			{"disable_content_type_detection", kindBool, false},
			{"disable_notification", kindBool, false},
			{"protect_content", kindBool, false},
			{"allow_paid_broadcast", kindBool, false},
			{"message_effect_id", kindString, false},
			{"suggested_post_parameters", kindJSON, false},
			{"reply_parameters", kindJSON, false},
			{"reply_markup", kindJSON, false},
		},
		"sendMediaGroup": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, true},
			{"message_thread_id", kindInt, false},
			{"direct_messages_topic_id", kindInt, false},
			{"media", kindJSON, true},
			{"disable_notification", kindBool, false},
			{"protect_content", kindBool, false},
			{"allow_paid_broadcast", kindBool, false},
			{"message_effect_id", kindString, false},
			{"reply_parameters", kindJSON, false},
		},
		"editMessageText": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, false},
			{"message_id", kindInt, false},
			{"inline_message_id", kindString, false},
			{"text", kindString, false},
			{"parse_mode", kindString, false},
			{"entities", kindJSON, false},
			{"link_preview_options", kindJSON, false},
			{"rich_message", kindJSON, false},
			{"reply_markup", kindJSON, false},
		},
		"editMessageCaption": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, false},
			{"message_id", kindInt, false},
			{"inline_message_id", kindString, false},
			{"caption", kindString, false},
			{"parse_mode", kindString, false},
			{"caption_entities", kindJSON, false},
			{"show_caption_above_media", kindBool, false},
			{"reply_markup", kindJSON, false},
		},
		"editMessageReplyMarkup": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, false},
			{"message_id", kindInt, false},
			{"inline_message_id", kindString, false},
			{"reply_markup", kindJSON, false},
		},
		"deleteMessage": {
			{"chat_id", kindChat, true},
			{"message_id", kindInt, true},
		},
		"answerCallbackQuery": {
			{"callback_query_id", kindString, true},
			{"text", kindString, false},
			{"show_alert", kindBool, false},
			{"url", kindString, false},
			{"cache_time", kindInt, false},
		},
		"pinChatMessage": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, true},
			{"message_id", kindInt, true},
			{"disable_notification", kindBool, false},
		},
		"unpinChatMessage": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, true},
			{"message_id", kindInt, false},
		},
		"setMyCommands": {
			{"commands", kindJSON, true},
			{"scope", kindJSON, false},
			{"language_code", kindString, false},
		},
		"deleteMyCommands": {
			{"scope", kindJSON, false},
			{"language_code", kindString, false},
		},
		"getMyCommands": {
			{"scope", kindJSON, false},
			{"language_code", kindString, false},
		},
		"setMyDescription": {
			{"description", kindString, false},
			{"language_code", kindString, false},
		},
		"setMyShortDescription": {
			{"short_description", kindString, false},
			{"language_code", kindString, false},
		},
		"getChat": {
			{"chat_id", kindChat, true},
		},
		"getChatMember": {
			{"chat_id", kindChat, true},
			{"user_id", kindInt, true},
		},
		"getChatAdministrators": {
			{"chat_id", kindChat, true},
			{"return_bots", kindBool, false},
		},
		"getFile": {
			{"file_id", kindString, true},
		},
		"sendChatAction": {
			{"business_connection_id", kindString, false},
			{"chat_id", kindChat, true},
			{"message_thread_id", kindInt, false},
			{"action", kindString, true},
		},
		"leaveChat": {
			{"chat_id", kindChat, true},
		},
		"setMessageReaction": {
			{"chat_id", kindChat, true},
			{"message_id", kindInt, true},
			{"reaction", kindJSON, false},
			{"is_big", kindBool, false},
		},
	}
}
