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

    private readonly string _file;
    private readonly byte[] _hash;

    private AdministratorKey(string file, string key) => (_file, _hash) = (file, HashOf(key));

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

            return new AdministratorKey(file, Read(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostRefusedException($"The key {file} cannot be read or made: {exception.Message}");
        }
    }

    /// <summary>
    /// Makes something of the key, which is read anew for it and forgotten: it is not worth holding for what is wanted
    /// once in a while.
    /// </summary>
    /// <exception cref="HostRefusedException">It is not there any more.</exception>
    public T With<T>(Func<string, T> make) => make(ReadExisting(_file));

    /// <exception cref="HostRefusedException">There is none in this folder.</exception>
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
