using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Rollouts.Hosting;

namespace Rollouts.Api.Identity;

/// <summary>
/// The key of the machine's owner. The first start creates it in a file that only its owner may read. This class keeps
/// only its hash, so that no dump of this process holds the key.
/// </summary>
internal sealed class AdministratorKey
{
    public const string FileName = "administrator.key";

    private const int Bytes = 32;

    private readonly string _file;
    private readonly byte[] _hash;

    private AdministratorKey(string file, string key) => (_file, _hash) = (file, HashOf(key));

    /// <exception cref="HostRefusedException">The key cannot be read or created.</exception>
    public static AdministratorKey Open(DirectoryInfo folder)
    {
        var file = Path.Combine(folder.FullName, FileName);
        try
        {
            if (!File.Exists(file))
            {
                Make(file);
            }

            return new AdministratorKey(file, Read(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostRefusedException($"The key {file} cannot be read or made: {exception.Message}");
        }
    }

    /// <summary>
    /// Reads the key anew, passes it to the function and drops it. The key is seldom needed, so it is not kept in
    /// memory.
    /// </summary>
    /// <exception cref="HostRefusedException">The file no longer exists.</exception>
    public T With<T>(Func<string, T> make) => make(ReadExisting(_file));

    /// <exception cref="HostRefusedException">The folder has no key.</exception>
    public static string ReadExisting(DirectoryInfo folder) => ReadExisting(Path.Combine(folder.FullName, FileName));

    public bool Is(string key) => CryptographicOperations.FixedTimeEquals(HashOf(key), _hash);

    private static string ReadExisting(string file)
    {
        try
        {
            return Read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostRefusedException($"The key {file} cannot be read: {exception.Message}");
        }
    }

    private static string Read(string file) =>
        File.ReadAllText(file).Trim() is { Length: >= Bytes } key
            ? key
            : throw new HostRefusedException($"{file} holds no key; move it away, and a new one is made");

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
