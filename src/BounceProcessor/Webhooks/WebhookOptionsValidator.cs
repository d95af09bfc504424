using Microsoft.Extensions.Options;

namespace BounceProcessor.Webhooks;

[OptionsValidator]
internal sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;
