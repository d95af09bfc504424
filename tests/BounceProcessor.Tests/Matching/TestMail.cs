namespace BounceProcessor.Tests.Matching;

/// <summary>A mail that was sent.</summary>
internal sealed record TestMail(long Id, string MessageId, string Subject, IReadOnlyList<TestRecipient> Recipients)
{
    public TestRecipient Only => Xunit.Assert.Single(Recipients);
}
