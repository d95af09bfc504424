using System.Text.Json.Serialization;

namespace BounceProcessor.Host.Commands.Sending;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip)]
[JsonSerializable(typeof(WrittenRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
