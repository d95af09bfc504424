namespace BounceProcessor.Senders;

/// <summary>The places a setting can come from.</summary>
public enum SettingPlace
{
    /// <summary>The user's own card.</summary>
    OwnCard,

    /// <summary>The card of the user named by the system setting.</summary>
    BaseUser,

    /// <summary>The sender mode has it so: the server of Microsoft 365.</summary>
    Mode,

    /// <summary>The operator's configuration.</summary>
    Configuration,

    /// <summary>The company.</summary>
    Company,

    /// <summary>Nobody set it.</summary>
    Default,
}
