using System.Security.Cryptography;
using System.Text.Json;

namespace BounceProcessor.SignIn;

/// <summary>The JSON key file of a Google service account.</summary>
internal sealed class GoogleKeyFile
{
    private GoogleKeyFile(string email, string clientId, string keyId, string privateKey) =>
        (Email, ClientId, KeyId, PrivateKey) = (email, clientId, keyId, privateKey);

    /// <summary>The service account's own address.</summary>
    public string Email { get; }

    /// <summary>The number that domain-wide delegation is given to.</summary>
    public string ClientId { get; }

    public string KeyId { get; }

    public string PrivateKey { get; }

    /// <summary>Reads and checks it.</summary>
    /// <exception cref="TokenException">The cause goes on after the file's name.</exception>
    public static GoogleKeyFile Load(string path)
    {
        const string remedy = "name the JSON key file that Google Cloud made for the service account";
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var file = new GoogleKeyFile(Text(json, "client_email"), Text(json, "client_id"), Text(json, "private_key_id"), Text(json, "private_key"));
            if (Text(json, "type") != "service_account" || file.Email.Length == 0 || file.PrivateKey.Length == 0)
            {
                throw new TokenException("which is no key file of a service account (type, client_email, private_key)", remedy, null);
            }

            using var key = RSA.Create();
            key.ImportFromPem(file.PrivateKey);
            return file;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TokenException("which is not there", remedy, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TokenException($"which cannot be read ({TextLine.Of(fault.Message)})", "give this user the right to read it", fault);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or CryptographicException)
        {
            throw new TokenException("which is no key file of a service account", remedy, fault);
        }
    }

    private static string Text(JsonDocument json, string name) =>
        json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
