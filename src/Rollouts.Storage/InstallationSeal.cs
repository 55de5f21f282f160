using System.Buffers.Text;
using System.Security.Cryptography;
using Rollouts.Domain.Audit;

namespace Rollouts.Storage;

/// <summary>
/// Seals with the key of the installation: ECDSA on P-256, in a file that only its owner may read. Workers of one
/// installation must share one key. Otherwise none accepts the seals of the others.
/// </summary>
public sealed class InstallationSeal : ISeal, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly ECDsa _key;

    private InstallationSeal(ECDsa key) => _key = key;

    /// <summary>The name of the file in the data folder, unless the operator chose another path.</summary>
    public static string FileName => "installation-key.pem";

    /// <summary>Reads the key, or creates one at the first start.</summary>
    /// <exception cref="StoreRefusedException">The key cannot be used, or other users may read it.</exception>
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

    // The key is written under another name first, so that a concurrent start sees a whole key or none. The first
    // process to rename its file wins, and both then read that file.
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
