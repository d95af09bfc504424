using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Connecting;

[OptionsValidator]
internal sealed partial class ConnectingOptionsValidator : IValidateOptions<ConnectingOptions>;
