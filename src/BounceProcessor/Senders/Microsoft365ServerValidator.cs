using Microsoft.Extensions.Options;

namespace BounceProcessor.Senders;

[OptionsValidator]
internal sealed partial class Microsoft365ServerValidator : IValidateOptions<Microsoft365ServerOptions>;
