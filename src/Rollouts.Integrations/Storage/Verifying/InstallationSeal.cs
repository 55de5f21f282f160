using System.Buffers.Text;
using System.Security.Cryptography;
using Rollouts.Domain.Audit;

namespace Rollouts.Integrations.Storage.Verifying;

/// <summary>
/// Seals with the key of the installation: ECDSA on P-256, in a file that only its owner may read. Workers that seal
/// for one installation share one key, or none believes the other.
/// </summary>
public sealed class InstallationSeal : ISeal, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly ECDsa _key;

    private InstallationSeal(ECDsa key) => _key = key;

    /// <summary>The file's name in the data folder, unless another place was chosen.</summary>
    public static string FileName => "installation-key.pem";

    /// <summary>Reads the key, and makes one at the first start.</summary>
    /// <exception cref="StoreRefusedException">It cannot be used, or everybody may read it.</exception>
    public static InstallationSeal Open(string file)
    {
        try
        {
            if (!File.Exists(file))
            {
                Make(file);
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
            {
                throw new StoreRefusedException(
                    $"The key {file} is open to every user of this machine: chmod o= {file}"
                );
            }

            return new InstallationSeal(Read(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException($"The key {file} cannot be read or made: {exception.Message}", exception);
        }
    }

    public string Seal(ReadOnlySpan<byte> content) =>
        Base64Url.EncodeToString(_key.SignData(content, HashAlgorithmName.SHA256));

    public bool IsGenuine(ReadOnlySpan<byte> content, string seal) =>
        Base64Url.IsValid(seal) && _key.VerifyData(content, Base64Url.DecodeFromChars(seal), HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();

    // Under another name first: whoever starts at the same time sees a whole key or none. The first to give it its
    // name wins, and both read what is there then.
    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.WriteLine(key.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }

    private static ECDsa Read(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new StoreRefusedException(
                $"{file} holds no private key in PEM. Restore it from a backup: what it sealed can be checked with no "
                    + "other. Or move it away, and a new one is made.",
                exception
            );
        }
    }
}
