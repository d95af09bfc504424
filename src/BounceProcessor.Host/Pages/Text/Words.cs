namespace BounceProcessor.Host.Pages.Text;

/// <summary>Names the texts of the pages: Words.resx in English, Words.et.resx in Estonian.</summary>
internal sealed class Words;
