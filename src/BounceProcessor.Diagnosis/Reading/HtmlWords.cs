using System.Text;
using MimeKit.Text;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>HTML → its words, a line for each block. Notices of Exchange and some gateways come as HTML alone.</summary>
internal static class HtmlWords
{
    private const int Limit = 64 * 1024;

    public static string Of(string html)
    {
        var words = new StringBuilder(Math.Min(html.Length, Limit));
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        var hidden = 0;
        while (words.Length < Limit && tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                if (tag.Id is HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title)
                {
                    hidden = tag.IsEndTag ? 0 : tag.IsEmptyElement ? hidden : 1;
                }
                else if (BreaksLine(tag.Id))
                {
                    words.Append('\n');
                }
                else if (tag.Id is HtmlTagId.TD or HtmlTagId.TH)
                {
                    words.Append(' ');
                }
            }
            else if (hidden == 0 && token is HtmlDataToken text and not HtmlScriptDataToken)
            {
                // Line breaks in HTML source mean nothing; a block element does.
                words.Append(text.Data.Replace('\n', ' ').Replace('\r', ' '));
            }
        }

        return words.ToString();
    }

    private static bool BreaksLine(HtmlTagId id) => id is HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR
        or HtmlTagId.LI or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.Table or HtmlTagId.HR
        or HtmlTagId.Pre or HtmlTagId.BlockQuote or HtmlTagId.UL or HtmlTagId.OL;
}
