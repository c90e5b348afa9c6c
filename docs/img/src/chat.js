// chat.js shows one of the languages of a page: card.html?en, card.html?zh-Hans. It leaves the height of the page in its title, so that
// make.sh knows how large the picture is.
document.documentElement.dataset.lang = location.search.slice(1) || "en";
document.fonts.ready.then(() => { document.title = "height=" + Math.ceil(document.body.getBoundingClientRect().height); });
