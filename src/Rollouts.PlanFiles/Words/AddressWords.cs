using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.PlanFiles.Words;

/// <summary>
/// The destination of a plan's requests: a URL, or <c>hook: name</c> for a hook that an administrator has connected.
/// </summary>
public static class AddressWords
{
    public static readonly Shape<Address> Url = TextWords.Url.Into(Address (url) => new Address.Url(url));

    public static readonly Shape<Address> Connected = NameWords.Connection.Into(
        Address (name) => new Address.Connected(name)
    );

    public static readonly Shape<Address> Any = new ByKindShape<Address>(
        "a URL, or { hook: <connection> }",
        (node => node is not Mapping, Url),
        (
            _ => true,
            new OneKeyShape<Address>(
                "address",
                "an address",
                new OneKeyShape<Address>.Choice("hook", Connected, "A hook that an administrator has connected.")
            )
        )
    );
}
