using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Outbox;

[OptionsValidator]
internal sealed partial class OutboxOptionsValidator : IValidateOptions<OutboxOptions>;
