using BounceProcessor.Companies;

namespace BounceProcessor.Sending.Composing;

/// <summary>Tells the addresses whose mail arrives in an event mailbox: a mail to one of them would be read as a bounce, and its own bounce too.</summary>
internal sealed class EventAddresses(CompanyDirectory companies)
{
    /// <summary>Takes notice of companies that were changed.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => companies.ReadAsync(cancellationToken);

    /// <summary>Whether an address is any company's event address, one of its aliases, or on the domain of the event addresses.</summary>
    /// <param name="address">The address.</param>
    /// <param name="sender">The company that sends.</param>
    public bool Contains(EnvelopeAddress address, Company sender)
    {
        var plus = address.Local.IndexOf('+', StringComparison.Ordinal);
        var local = (plus > 0 ? address.Local[..plus] : address.Local).Trim('"');
        return address.Domain == AddressKey.DomainOf(companies.EventDomain)
            || AddressKey.Of($"{local}@{address.Domain}") == AddressKey.Of(sender.EventAddress)
            || companies.Current.CodeOf(local, address.Domain) is not null
            || companies.Current.CodeOf(address.Local, address.Domain) is not null;
    }
}
