using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>The card of the user who sends, and the one below it.</summary>
/// <param name="Company">The company.</param>
/// <param name="Own">The user's own.</param>
/// <param name="Below">The base user's; <see langword="null"/> when nobody is below.</param>
/// <param name="IsBaseMissing">The company names a base user that does not exist.</param>
internal sealed record CardPair(Company Company, UserCard Own, UserCard? Below, bool IsBaseMissing)
{
    public SettingSource OwnSource => new(SettingPlace.OwnCard, Own.Code);

    public SettingSource BaseSource => new(SettingPlace.BaseUser, Below?.Code);

    public static SettingSource Default => new(SettingPlace.Default, null);

    /// <summary>The mode: of the own card, else of the base user, else Directo.</summary>
    public Setting<SenderMode> Mode() => (Own, Below) switch
    {
        ({ Mode: { } own }, _) => new(own, OwnSource),
        (_, { Mode: { } inherited }) => new(inherited, BaseSource),
        _ => new(SenderMode.Directo, Default),
    };
}
