using System.Text;

using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tokens;

using CsCheck;

using Xunit;

namespace BounceProcessor.Tests.Tokens;

public sealed class SignedTokensTests : IAsyncLifetime
{
    private static readonly Gen<(TokenKind Kind, long Id, string Company)> Things = Gen.Select(
        Gen.Bool.Select(isMail => isMail ? TokenKind.Mail : TokenKind.Transmission), Gen.Long[0, TokenText.LargestId], Gen.Char.AlphaNumeric.Array[1, 30].Select(letters => new string(letters).ToLowerInvariant()));

    private readonly TestFolder _folder = new();
    private TokenLine? _line;

    private TokenLine Line => _line ?? throw new InvalidOperationException("The test was not started.");

    private SignedTokens Tokens => Line.Tokens;

    public async ValueTask InitializeAsync() => _line = await TokenLine.PreparedAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_token_says_what_it_was_made_for() => Things.Sample(thing =>
    {
        var reading = Tokens.Read(Tokens.Issue(thing.Kind, thing.Company, thing.Id));

        Assert.Equal((TokenState.Valid, thing.Kind, thing.Id, true), (reading.State, reading.Kind, reading.Id, reading.IsOf(thing.Company)));
    });

    [Fact]
    public void A_token_has_31_lower_case_letters_and_digits_so_that_a_code_of_30_letters_fits_before_it() => Things.Sample(thing =>
    {
        var token = Tokens.Issue(thing.Kind, thing.Company, thing.Id);

        Assert.Equal(31, token.Length);
        Assert.All(token, letter => Assert.True(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)));
        Assert.True(30 + 1 + token.Length <= 64);
    });

    [Fact]
    public void No_letter_of_a_token_can_be_changed() => Gen.Select(Things, Gen.Int[0, TokenText.Length - 1], Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"]).Sample(one =>
    {
        var (thing, place, letter) = one;
        var token = Tokens.Issue(thing.Kind, thing.Company, thing.Id);
        var changed = $"{token[..place]}{letter}{token[(place + 1)..]}";

        Assert.Equal(changed == token, Tokens.Read(changed).IsValid);
    });

    [Fact]
    public void A_token_of_a_mail_is_none_of_a_transmission()
    {
        var token = Tokens.Issue(TokenKind.Mail, "firmanimi", 7);

        Assert.Equal(TokenState.Forged, Tokens.Read("t" + token[1..]).State);
    }

    [Fact]
    public void A_token_of_one_company_is_none_of_another()
    {
        var reading = Tokens.Read(Tokens.Issue(TokenKind.Transmission, "firmanimi", 7));

        Assert.True(reading.IsOf("FIRMANIMI"));
        Assert.False(reading.IsOf("teinefirma"));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("firmanimi+{0}@event.data.directo.ee")]
    [InlineData("<firmanimi+{0}@event.data.directo.ee>")]
    [InlineData("\"firmanimi+{0}\"@event.data.directo.ee")]
    [InlineData("SRS0=4Fx9=ZK=event.data.directo.ee=firmanimi+{0}@forwarder.example")]
    [InlineData("SRS0+4Fx9=ZK=event.data.directo.ee=firmanimi+{0}@forwarder.example")]
    [InlineData("SRS1=Ab3d=forwarder.example==4Fx9=ZK=event.data.directo.ee=firmanimi+{0}@second.example")]
    [InlineData("prvs=1734abcdef=firmanimi+{0}@event.data.directo.ee")]
    [InlineData("btv1==734f1a3cbe==firmanimi+{0}@event.data.directo.ee")]
    [InlineData("msprvs1=20781abcdef=firmanimi+{0}@event.data.directo.ee")]
    [InlineData("firmanimi+{0}=event.data.directo.ee@relay.example")]
    [InlineData("<{0}@event.data.directo.ee>")]
    [InlineData(" {0}\r\n")]
    public void A_token_is_read_whatever_was_put_around_it(string form)
    {
        var token = Tokens.Issue(TokenKind.Transmission, "firmanimi", 1024);
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, token);

        Assert.Equal((true, 1024L), (Tokens.Read(text).IsValid, Tokens.Read(text).Id));
        Assert.True(Tokens.Read(text.ToUpperInvariant()).IsValid);
    }

    [Fact]
    public void The_tag_that_diagnosis_finds_in_a_wrapped_address_is_the_token() => Gen.Select(Things, Gen.Int[0, 7], Gen.Bool).Sample(one =>
    {
        var (thing, form, isUpper) = one;
        var token = Tokens.Issue(thing.Kind, thing.Company, thing.Id);
        var address = Wrapped(form, $"{thing.Company}+{token}");

        Assert.Equal(token, EnvelopeTag.Of(isUpper ? address.ToUpperInvariant() : address));
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("firmanimi@event.data.directo.ee")]
    [InlineData("firmanimi+uudiskiri@event.data.directo.ee")]
    [InlineData("0123456789abcdef0123456789abcdef@mail.example.org")]
    [InlineData("abcdefghijabcdefghijabcdefghijk")]
    public void What_has_not_the_form_of_a_token_is_none(string? text) => Assert.Equal(TokenState.None, Tokens.Read(text).State);

    [Theory]
    [InlineData("taabgaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("t234567890123456789012345678901")]
    [InlineData("firmanimi+mzzzgaaaaaaaaaaaaaaaaaaaaaaaaaa@event.data.directo.ee")]
    public void What_has_the_form_of_a_token_and_no_signature_of_ours_is_forged(string text)
    {
        Assert.Equal(TokenState.Forged, Tokens.Read(text).State);
        Assert.True(Tokens.Read(text).IsSuspicious);
    }

    [Fact]
    public void Whatever_a_stranger_writes_is_read_without_a_fault_and_never_believed() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["mt234567abc+@=<>\"\0"], 0, 80]).Sample(text => Assert.False(Tokens.Read(text).IsValid), iter: 2_000);

    [Fact]
    public async Task A_token_of_another_database_is_forged()
    {
        using var folder = new TestFolder();
        await using var other = await TokenLine.PreparedAsync(folder);

        Assert.Equal(TokenState.Forged, Tokens.Read(other.Tokens.Issue(TokenKind.Transmission, "firmanimi", 1)).State);
    }

    [Fact]
    public void A_token_is_believed_for_400_days_and_not_longer()
    {
        var token = Tokens.Issue(TokenKind.Transmission, "firmanimi", 1);

        Line.Time.Advance(TimeSpan.FromDays(400));
        Assert.True(Tokens.Read(token).IsValid);

        Line.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((TokenState.Expired, 1L), (Tokens.Read(token).State, Tokens.Read(token).Id));
    }

    [Fact]
    public void A_number_that_no_token_can_name_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokens.Issue(TokenKind.Mail, "firmanimi", TokenText.LargestId + 1));

    private static string Wrapped(int form, string local) => form switch
    {
        0 => $"{local}@event.data.directo.ee",
        1 => $"\"{local}\"@event.data.directo.ee",
        2 => $"SRS0=4Fx9=ZK=event.data.directo.ee={local}@forwarder.example",
        3 => $"SRS0+4Fx9=ZK=event.data.directo.ee={local}@forwarder.example",
        4 => $"SRS1=Ab3d=forwarder.example==4Fx9=ZK=event.data.directo.ee={local}@second.example",
        5 => $"prvs=1734abcdef={local}@event.data.directo.ee",
        6 => $"btv1==734f1a3cbe=={local}@event.data.directo.ee",
        _ => new StringBuilder("msprvs1=20781abcdef=").Append(local).Append("@event.data.directo.ee").ToString(),
    };
}
