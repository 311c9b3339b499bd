using System.Reflection;
using System.Runtime.Loader;

namespace GradCompile.TestKit;

/// <summary>An assembly in a load context of its own, unloaded on disposal.</summary>
public sealed class LoadedAssembly : IDisposable
{
    private readonly AssemblyLoadContext _context = new("UserProject", isCollectible: true);

    internal LoadedAssembly(Stream image) => Assembly = _context.LoadFromStream(image);

    /// <summary>The assembly. It shares the framework and the runtime library with the test.</summary>
    public Assembly Assembly { get; }

    /// <summary>A network class by its full name.</summary>
    public Type Type(string fullName) =>
        Assembly.GetType(fullName) ?? throw new InvalidOperationException($"The assembly has no type '{fullName}'.");

    /// <summary>A new network, with the given seed.</summary>
    public object Create(string fullName, ulong seed) =>
        Activator.CreateInstance(Type(fullName), seed) ?? throw new InvalidOperationException($"'{fullName}' cannot be created.");

    public void Dispose() => _context.Unload();
}
