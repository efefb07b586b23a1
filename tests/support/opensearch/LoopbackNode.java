import java.util.List;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** One OpenSearch node on the loopback interface, for tests. Its arguments: a folder for its data. */
public final class LoopbackNode extends Node {
    private LoopbackNode(Environment environment) {
        super(environment, List.of(CommonAnalysisPlugin.class, Netty4Plugin.class), false);
    }

    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.builder()
            .put("cluster.name", "clippings-test")
            .put("node.name", "loopback")
            .put("path.home", arguments[0])
            .put("discovery.type", "single-node")
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("network.host", "127.0.0.1")
            .put("http.port", "0")
            .put("transport.port", "0")
            .put("node.processors", "1")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
        Node node = new LoopbackNode(new Environment(settings, null)).start();
        var bound = node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress();
        System.out.println("LISTENING " + bound.getPort());
        System.out.flush();
        while (System.in.read() != -1) { }
        node.close();
    }
}
