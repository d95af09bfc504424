using Microsoft.Extensions.Options;

namespace BounceProcessor.Events;

[OptionsValidator]
internal sealed partial class EventOptionsValidator : IValidateOptions<EventOptions>;
