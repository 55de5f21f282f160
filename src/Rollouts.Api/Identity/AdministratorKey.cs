using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Rollouts.Worker.Hosting;

namespace Rollouts.Api.Identity;

/// <summary>
/// The key of whoever owns the machine: made at the first start, in a file that only its owner may read. It is kept
/// here as a hash, so that no dump of this process holds it.
/// </summary>
internal sealed class AdministratorKey
{
    public const string FileName = "administrator.key";

    private const int Bytes = 32;

    private readonly byte[] _hash;

    private AdministratorKey(string key) => _hash = HashOf(key);

    /// <exception cref="HostRefusedException">It cannot be read or made.</exception>
    public static AdministratorKey Open(DirectoryInfo folder)
    {
        var file = Path.Combine(folder.FullName, FileName);
        try
        {
            if (!File.Exists(file))
            {
                Make(file);
            }

            var key = File.ReadAllText(file).Trim();
            return key.Length >= Bytes
                ? new AdministratorKey(key)
                : throw new HostRefusedException($"{file} holds no key; move it away, and a new one is made");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostRefusedException($"The key {file} cannot be read or made: {exception.Message}");
        }
    }

    public bool Is(string key) => CryptographicOperations.FixedTimeEquals(HashOf(key), _hash);

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static void Make(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.WriteLine(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));
    }
}
