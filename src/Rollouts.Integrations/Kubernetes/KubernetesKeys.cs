using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Kubernetes;

/// <summary>The keys by which an administrator connects a cluster; the same for every router of Kubernetes.</summary>
internal sealed partial class KubernetesKeys
{
    /// <summary>Controllers take some hundred milliseconds to act on a change, which counts as part of it.</summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);

    private readonly Key<string?> _kubeconfig = Key.Maybe(
        "kubeconfig",
        SecretWords.Path,
        "A kubeconfig file, in place of the pod's own service account."
    );

    private readonly Key<string?> _context = Key.Maybe(
        "context",
        TextWords.Any,
        "A context of the kubeconfig file; its current context where this is left out."
    );

    private readonly Key<Uri?> _address = Key.Maybe(
        "address",
        EndpointKeys.Address,
        "The address of the API server; it needs 'token'."
    );

    private readonly Key<Secret?> _token = Key.Maybe(
        "token",
        SecretWords.Any,
        "The bearer token of a service account, read at each use."
    );

    private readonly Key<string?> _authorities = Key.Maybe(
        "authorities",
        SecretWords.Path,
        "PEM file of the authority of the API server's certificate, with 'address'."
    );

    private readonly Key<TimeSpan> _timeout = Key.Optional(
        "timeout",
        EndpointKeys.Timeout,
        UsualTimeout,
        $"The longest that a read or a change may take until the controller has acted on it; {Spans.Say(UsualTimeout)}."
    );

    /// <param name="name">Its name among the schema's definitions.</param>
    /// <param name="says">What it connects, for a sentence.</param>
    public KubernetesKeys(string name, string says) =>
        Settings = new TypedSettings<KubernetesSettings>(new MapShape<KubernetesSettings>(name, says, All, Read));

    /// <summary>The name of an object or a namespace.</summary>
    public static Shape<string> ObjectName { get; } =
        new TextShape<string>(
            "plan.bad-name",
            "the name of a Kubernetes object (small letters, digits, '-' and '.')",
            NamePattern,
            (string text, [MaybeNullWhen(false)] out string name) =>
            {
                name = text;
                return NameRegex().IsMatch(text);
            }
        );

    /// <summary>Whether a text can name an object or a namespace, and so stand in a path.</summary>
    public static bool IsObjectName(string text) => NameRegex().IsMatch(text);

    private const string NamePattern = @"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$";

    public TypedSettings<KubernetesSettings> Settings { get; }

    /// <summary>The keys, for a connection that has more.</summary>
    public IReadOnlyList<Key> All => [_kubeconfig, _context, _address, _token, _authorities, _timeout];

    public KubernetesSettings Read(KeyValues values)
    {
        var (kubeconfig, address, token) = (values.Get(_kubeconfig), values.Get(_address), values.Get(_token));
        if (kubeconfig is not null && address is not null)
        {
            values.Refuse("plan.one-of", "kubeconfig and address both name a cluster; keep one of them");
        }

        if ((address is null) != (token is null))
        {
            values.Refuse("plan.missing-key", "address and token go together; one of them is missing");
        }

        if (values.Has(_context) && kubeconfig is null)
        {
            values.Refuse("plan.missing-key", "context names a context of a kubeconfig, which is missing");
        }

        if (values.Has(_authorities) && address is null)
        {
            values.Refuse("plan.missing-key", "authorities go with address, which is missing");
        }

        ClusterAccess access =
            kubeconfig is not null ? new ClusterAccess.Kubeconfig(kubeconfig, values.Get(_context))
            : address is not null && token is not null
                ? new ClusterAccess.Direct(address, token, values.Get(_authorities))
            : new ClusterAccess.InCluster();
        return new KubernetesSettings(access, values.Get(_timeout));
    }

    [GeneratedRegex(NamePattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NameRegex();
}
