using System.Security.Cryptography;
using System.Text.Json;

namespace BounceProcessor.Tests.SignIn;

/// <summary>Key files of service accounts.</summary>
internal static class GoogleKey
{
    /// <summary>Writes one with a key of its own.</summary>
    /// <returns>Its path, and the private key.</returns>
    public static (string Path, RSA Key) Write(string folder)
    {
        var key = RSA.Create(2048);
        var path = Path.Combine(folder, "google.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            type = "service_account",
            client_email = "bounces@project.iam.gserviceaccount.example",
            client_id = "104857600000000000001",
            private_key_id = "key-1",
            private_key = key.ExportPkcs8PrivateKeyPem(),
        }));
        return (path, key);
    }
}
