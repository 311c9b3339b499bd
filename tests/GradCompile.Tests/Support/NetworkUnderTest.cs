using System.Collections.Concurrent;
using System.Reflection;
using GradCompile.CompilerServices;
using GradCompile.TestKit;

namespace GradCompile.Tests;

/// <summary>A network that a test has compiled, behind an interface without type parameters.</summary>
internal abstract class NetworkUnderTest : IDisposable
{
    /// <summary>The networks that many theories run: compiled by the first, and kept.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<LoadedAssembly>> Shared = [];

    private LoadedAssembly? _assembly;
    private bool _isShared;

    public abstract NetworkInfo Info { get; }

    public abstract float LearningRate { get; set; }

    public NetworkEngine Engine { get; private init; } = null!;

    /// <summary>Compiles source that holds one network and makes it, with the kernels of one width.</summary>
    public static NetworkUnderTest Compile(string source, string type = "Net", int vectorBits = 0, ulong seed = 0)
    {
        if (!Networks.All.Values.Contains(source)) return Make(Load(source), type, vectorBits, seed);
        var network = Make(Shared.GetOrAdd(source, text => new Lazy<LoadedAssembly>(() => Load(text))).Value, type, vectorBits, seed);
        network._isShared = true;
        return network;
    }

    /// <summary>Another instance from an assembly that is already loaded; the first instance unloads it.</summary>
    public NetworkUnderTest Again(int vectorBits = 0, ulong seed = 0) => Make(_assembly!, Instance.GetType().FullName!, vectorBits, seed);

    /// <summary>A network of another class in the same source.</summary>
    public NetworkUnderTest Other(string type, ulong seed = 0) => Make(_assembly!, type, 0, seed);

    public abstract object Instance { get; }

    public abstract void Predict(ReadOnlySpan<float> inputs, Span<float> outputs);

    public abstract float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    public abstract float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    public abstract float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    public abstract float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    public abstract float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    public abstract float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    public abstract void ApplyGradients();

    public abstract void SetTensor(string name, ReadOnlySpan<float> source);

    public abstract void Save(string path);

    public float[] GetTensor(string name) => Read(name, Engine.GetTensor);

    public float[] GetGradient(string name) => Read(name, Engine.GetGradient);

    public void Dispose()
    {
        if (!_isShared) _assembly?.Dispose();
    }

    private delegate void Reader(string name, Span<float> destination);

    private float[] Read(string name, Reader reader)
    {
        var shape = Info.Tensors.Single(t => t.Name == name).Shape;
        var values = new float[shape.Aggregate(1, (size, dimension) => size * dimension)];
        reader(name, values);
        return values;
    }

    private static LoadedAssembly Load(string source)
    {
        var project = UserProject.Compile(source);
        Assert.Empty(project.GeneratorDiagnostics);
        return project.Load();
    }

    private static NetworkUnderTest Make(LoadedAssembly assembly, string type, int vectorBits, ulong seed)
    {
        var instance = assembly.Create(type, seed);
        var engine = (NetworkEngine)instance.GetType().GetField("_engine", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(instance)!;
        if (vectorBits != 0) engine.VectorBits = vectorBits;
        var network = (NetworkUnderTest)Activator.CreateInstance(typeof(Adapter<>).MakeGenericType(instance.GetType()), instance, engine)!;
        network._assembly = assembly;
        return network;
    }

    private sealed class Adapter<T> : NetworkUnderTest
        where T : ITrainableNetwork<T>
    {
        private readonly T _network;

        public Adapter(T network, NetworkEngine engine)
        {
            _network = network;
            Engine = engine;
        }

        public override NetworkInfo Info => T.Info;

        public override object Instance => _network;

        public override float LearningRate
        {
            get => _network.LearningRate;
            set => _network.LearningRate = value;
        }

        public override void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.Predict(inputs, outputs);

        public override float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => _network.Evaluate(inputs, targets);

        public override float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => _network.Evaluate(inputs, labels);

        public override float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => _network.ComputeGradients(inputs, targets);

        public override float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => _network.ComputeGradients(inputs, labels);

        public override float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => _network.Train(inputs, targets);

        public override float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => _network.Train(inputs, labels);

        public override void ApplyGradients() => _network.ApplyGradients();

        public override void SetTensor(string name, ReadOnlySpan<float> source) => _network.SetTensor(name, source);

        public override void Save(string path) => _network.Save(path);
    }
}
